import { answersCache } from "./kept-answers.ts";
import type { UpdateCheck } from "./updates.ts";

/** Something that this page keeps in this browser. */
export type KeptThing = {
  readonly name: "settings" | "last-known" | "build" | "console" | "close" | "sign-in" | "tab" | "other";
  /** How many of it: answers, files, vaults. */
  readonly count: number;
};

/** What belongs to this browser: what the page keeps here, and which build of it runs. */
export type KeptControls = {
  readonly list: () => Promise<readonly KeptThing[]>;
  /** Bytes that the browser counts for this page; null where it does not say. */
  readonly usedBytes: () => Promise<number | null>;
  /** Removes all of it, the service worker too, and begins anew. */
  readonly forgetAll: () => Promise<void>;
  readonly buildId: () => Promise<string | null>;
  readonly checkForUpdate: () => Promise<UpdateCheck>;
};

/** What of this page an entry of the browser's storage is, by its name; null for what is not of this page. */
export function nameOfEntry(key: string): KeptThing["name"] | null {
  if (!key.startsWith("portent.")) return null;
  if (key.startsWith("portent.owner-close.")) return "close";
  return settingKeys.has(key) ? "settings" : "other";
}

const settingKeys: ReadonlySet<string> = new Set(
  ["theme", "density", "time-zone", "single-keys", "changes"].map((name) => `portent.${name}`),
);

export function nameOfCache(name: string): KeptThing["name"] | null {
  if (!name.startsWith("portent-")) return null;
  if (name === answersCache) return "last-known";
  if (name === "portent-console") return "console";
  return name.startsWith("portent-build-") ? "build" : "other";
}

/** Counts by name, in the order in which the names are given. */
export function addUp(things: readonly KeptThing[]): readonly KeptThing[] {
  const counts = new Map<KeptThing["name"], number>();
  for (const { name, count } of things) counts.set(name, (counts.get(name) ?? 0) + count);
  return [...counts].map(([name, count]) => ({ name, count })).filter(({ count }) => count > 0);
}
