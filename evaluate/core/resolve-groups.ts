import { compareCodePoints } from "../../contracts/compare-code-points.ts";

/** Of the triggers of one name that would fire at one point, the one of the least rank (by code point) does. */
export type Group = { readonly name: string; readonly rank: string };

/** Which of the triggers that would fire do, and which are absorbed by another of their group. */
export function resolveGroups(
  candidates: readonly number[],
  groups: ReadonlyMap<number, Group>,
): { readonly fires: readonly number[]; readonly absorbed: readonly number[] } {
  if (groups.size === 0) return { fires: candidates, absorbed: none };
  const best = new Map<string, { slot: number; rank: string }>();
  for (const slot of candidates) {
    const group = groups.get(slot);
    if (group === undefined) continue;
    const held = best.get(group.name);
    if (held === undefined || compareCodePoints(group.rank, held.rank) < 0) {
      best.set(group.name, { slot, rank: group.rank });
    }
  }
  const isWinner = (slot: number) => {
    const group = groups.get(slot);
    return group === undefined || best.get(group.name)?.slot === slot;
  };
  return { fires: candidates.filter(isWinner), absorbed: candidates.filter((slot) => !isWinner(slot)) };
}

const none: readonly number[] = [];
