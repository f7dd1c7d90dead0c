import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import type { NaiveTrigger } from "./test-naive-input.ts";

/** A trigger after its own step: `wouldFire` were it alone; `isWaiting` where it has fired and is not re-armed. */
export type Rival = { readonly trigger: NaiveTrigger; readonly wouldFire: boolean; readonly isWaiting: boolean };

/**
 * What becomes of the triggers that would fire at one evaluation. An inhibited one does nothing; of those left one of
 * each group fires and absorbs the others. Whoever is left inhibits at this evaluation already, absorbed or not.
 */
export function settleRivalry<R extends Rival>(rivals: readonly R[]): { readonly fired: R[]; readonly absorbed: R[] } {
  const byId = new Map(rivals.map((rival) => [rival.trigger.id, rival]));
  const isCandidate = (rival: Rival): boolean => {
    if (!rival.wouldFire) return false;
    return !(rival.trigger.inhibitedBy ?? []).some((id) => {
      const inhibitor = byId.get(id);
      if (inhibitor === undefined) throw new Error(`unknown trigger ${id}`);
      return inhibitor.isWaiting || isCandidate(inhibitor);
    });
  };
  const candidates = rivals.filter(isCandidate);
  const isAbsorbed = (rival: Rival) => candidates.some((other) => isBetter(other.trigger, rival.trigger));
  return { fired: candidates.filter((rival) => !isAbsorbed(rival)), absorbed: candidates.filter(isAbsorbed) };
}

/** Whether `other` goes before `trigger` in their common group. */
function isBetter(other: NaiveTrigger, trigger: NaiveTrigger): boolean {
  return other.group !== undefined && other.group === trigger.group && compareStanding(other, trigger) < 0;
}

/** Protective before opportunistic, casts before notices, then the id. */
export function compareStanding(a: NaiveTrigger, b: NaiveTrigger): number {
  const standing = ({ priority, action }: NaiveTrigger): number =>
    (priority === "protective" ? 0 : 2) + (action?.type === "cast" ? 0 : 1);
  return standing(a) - standing(b) || compareCodePoints(a.id, b.id);
}
