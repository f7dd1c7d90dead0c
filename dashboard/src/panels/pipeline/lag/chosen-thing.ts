import type { Freshness, FreshnessKind } from "../../../../../contracts/freshness.ts";

export type Thing = { readonly kind: FreshnessKind; readonly name: string };

const kinds: readonly string[] = ["stage", "source", "signal"] satisfies readonly FreshnessKind[];

/** What the address names as `stage:ingest`; null where it names nothing of the kind. */
export function readThing(text: string | undefined): Thing | null {
  const at = text?.indexOf(":") ?? -1;
  if (text === undefined || at < 1 || at === text.length - 1) return null;
  const kind = text.slice(0, at);
  return kinds.includes(kind) ? { kind: kind as FreshnessKind, name: text.slice(at + 1) } : null;
}

const order = { stale: 0, late: 1, never: 2, fresh: 3 } as const;

/** What is looked at while nobody has chosen: the worst stage or source, else the first. */
export function worstOf(readings: readonly Freshness[]): Thing | null {
  const [worst] = readings
    .filter(({ kind, state }) => kind !== "signal" && state !== "never")
    .toSorted((a, b) => order[a.state] - order[b.state]);
  return worst === undefined ? null : { kind: worst.kind, name: worst.name };
}
