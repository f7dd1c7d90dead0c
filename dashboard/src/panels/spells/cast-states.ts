import type { Cast } from "../../../../contracts/cast.ts";
import { hasEnded } from "../../views/vault/cast-acts.ts";

/** The casts of one spell that a person asked for, and those that are on their way, the newest first; at most so many. */
export function castsOf(casts: readonly Cast[], spell: string, countMax: number): readonly Cast[] {
  return casts
    .filter((cast) => cast.spell === spell && (cast.cause === "request" || !hasEnded(cast)))
    .toSorted((a, b) => (b.steps[0]?.atWallMs ?? 0) - (a.steps[0]?.atWallMs ?? 0))
    .slice(0, countMax);
}
