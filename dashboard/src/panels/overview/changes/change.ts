import type { Params } from "../../../host/panel.ts";

/** One thing that changed, as a sentence. */
export type Change = {
  readonly id: string;
  readonly kind: "price" | "event" | "factor" | "cluster" | "source" | "vault";
  readonly tone: "bad" | "warn" | "good" | "quiet";
  /** From 0 to 100, as of its moment; it counts for less the older it is. */
  readonly weight: number;
  /** Null where it is of now. */
  readonly ageMs: number | null;
  readonly text: string;
  /** Where one sees more. */
  readonly to: { readonly panel: string; readonly params?: Params };
};

const lossPerHour = 6;
const lossMax = 30;

/** The most important first: by weight less what its age takes off; of equal ones the newer. */
export function rankChanges(changes: readonly Change[]): readonly Change[] {
  const rank = ({ weight, ageMs }: Change): number =>
    weight - Math.min(lossMax, (lossPerHour * (ageMs ?? 0)) / 3_600_000);
  return changes.toSorted(
    (a, b) => rank(b) - rank(a) || (a.ageMs ?? 0) - (b.ageMs ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** The first few, and the rest in one: nobody reads thirty sentences that say the same. */
export function firstAndRest<T>(
  items: readonly T[],
  shown: number,
): { readonly first: readonly T[]; readonly rest: readonly T[] } {
  // One more line takes no more room than the line that would stand for it.
  const count = items.length === shown + 1 ? items.length : shown;
  return { first: items.slice(0, count), rest: items.slice(count) };
}
