import { type NaiveTrigger, readDurationMs, readMomentMs } from "./test-naive-input.ts";
import type { Verdict } from "./test-naive-truth.ts";

/** Where a trigger stands between two evaluations. */
export type NaiveLife = {
  /** Ended, by a fire, its validity or a lack of data: it never fires again. */
  isOver: boolean;
  /** It has fired, or was absorbed by another of its group, and is not re-armed. */
  isWaiting: boolean;
  wasKnown: boolean;
  /** Its condition has not been false since it fired or was absorbed. */
  needsFalse: boolean;
  fires: number;
  lastFireMs: number | null;
  holding: Stretch | null;
  clearing: Stretch | null;
};

/** A run of evaluations that count, from the first of them; `unknown` ones between do not add to its length. */
type Stretch = { readonly sinceMs: number; readonly unknown: number };

export function startLife(): NaiveLife {
  return {
    isOver: false,
    isWaiting: false,
    wasKnown: false,
    needsFalse: false,
    fires: 0,
    lastFireMs: null,
    holding: null,
    clearing: null,
  };
}

/** Takes a trigger to `T` and says whether it would fire there, were it alone: inhibition and groups come after. */
export function stepLife(
  life: NaiveLife,
  trigger: NaiveTrigger,
  at: { readonly t: number; readonly cadenceMs: number; readonly when: Verdict; readonly clearWhen: Verdict },
): boolean {
  const { t, cadenceMs } = at;
  const { noData = "hold", validFrom, validUntil } = trigger;
  if (validUntil !== undefined && t >= readMomentMs(validUntil)) life.isOver = true;
  if (life.isOver) return false;

  const fill = (verdict: Verdict): Verdict => (noData === "clear" ? (verdict ?? false) : verdict);
  const when = fill(at.when);
  if (when === null && noData === "disarm" && life.wasKnown) {
    life.isOver = true;
    return false;
  }
  if (when !== null) life.wasKnown = true;
  if (when === false) life.needsFalse = false;

  const isLongEnough = (stretch: Stretch | null, text: string | undefined): boolean =>
    stretch !== null && t - stretch.sinceMs - stretch.unknown * cadenceMs >= readDurationMs(text ?? "0s");

  if (life.isWaiting) {
    const isClear = trigger.clearWhen === undefined ? negate(when) : fill(at.clearWhen);
    life.clearing = extend(life.clearing, isClear, t);
    if (isClear === true && isLongEnough(life.clearing, trigger.keepFor)) {
      life.isWaiting = false;
      life.clearing = null;
    }
    return false;
  }

  // Nothing counts towards `for` before the valid time.
  if (validFrom !== undefined && t < readMomentMs(validFrom)) return false;
  life.holding = extend(life.holding, when, t);
  const holds = when === true && isLongEnough(life.holding, trigger.for);
  // One fire per unknown stretch: the next needs a false evaluation, which ends the stretch.
  const isLost = when === null && noData === "fire" && life.wasKnown;
  const isCool = life.lastFireMs === null || t >= life.lastFireMs + readDurationMs(trigger.cooldown ?? "0s");
  return (holds || isLost) && isCool && !life.needsFalse;
}

export function recordFire(life: NaiveLife, trigger: NaiveTrigger, t: number): void {
  waitForClear(life);
  life.fires += 1;
  life.lastFireMs = t;
  const { mode = "once", maxFires = Number.POSITIVE_INFINITY } = trigger;
  if (mode === "once" || life.fires >= maxFires) life.isOver = true;
}

/** What an absorbed trigger does: all that a fire does to it, but no fire is counted. */
export function waitForClear(life: NaiveLife): void {
  life.isWaiting = true;
  life.needsFalse = true;
  life.holding = null;
  life.clearing = null;
}

function extend(stretch: Stretch | null, verdict: Verdict, t: number): Stretch | null {
  if (verdict === true) return stretch ?? { sinceMs: t, unknown: 0 };
  if (verdict === false || stretch === null) return null;
  return { ...stretch, unknown: stretch.unknown + 1 };
}

const negate = (verdict: Verdict): Verdict => (verdict === null ? null : !verdict);
