import type { Cast } from "../../../../contracts/cast.ts";

const ended: ReadonlySet<Cast["state"]> = new Set([
  "FINALIZED",
  "INCLUDED_UNVERIFIED",
  "REVERTED",
  "CANCELLED",
  "REFUSED",
]);

export const hasEnded = ({ state }: Pick<Cast, "state">): boolean => ended.has(state);

/** Something was done that another cast may take back. */
export const canBeUndone = ({ state, cause }: Pick<Cast, "state" | "cause">): boolean =>
  (state === "FINALIZED" || state === "INCLUDED_UNVERIFIED") && cause !== "close";

/** The casts of one spell that a person asked for, and those that are on their way, the newest first; at most so many. */
export function castsOf(casts: readonly Cast[], spell: string, countMax: number): readonly Cast[] {
  return casts
    .filter((cast) => cast.spell === spell && (cast.cause === "request" || !hasEnded(cast)))
    .toSorted((a, b) => (b.steps[0]?.atWallMs ?? 0) - (a.steps[0]?.atWallMs ?? 0))
    .slice(0, countMax);
}
