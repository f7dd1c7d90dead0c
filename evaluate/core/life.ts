import { falsity, truth, unknown, type Verdict } from "./join-shape.ts";
import type { LifeRule } from "./life-rule.ts";

/**
 * Where a trigger's life stands. `fired`: waits to be seen clear. `ended`: a `once` trigger after its fire, `exhausted`
 * one that fired `maxFires` times. The places are part of stored columns: new ones come at the end.
 */
export const phases = ["free", "armed", "fired", "ended", "exhausted", "expired", "no-data", "runaway"] as const;
export type Phase = (typeof phases)[number];
const [free, armed, fired, ended, exhausted] = [0, 1, 2, 3, 4];

/** A trigger's life is eight words of a column. Grid points stand for times, as words (`wordOfTick`); 0 stands for never. */
export const wordsPerTrigger = 8;
export const words = {
  /** Phase in the low three bits, then the flags. */
  flags: 0,
  rule: 1,
  /** Leaves that have data, and those of them that are true, one bit each. */
  known: 2,
  isTrue: 3,
  /** Beginning of the present stretch of truth (armed) or of being clear (fired), moved on by the unknown points in it. */
  since: 4,
  /** First point of the unknown stretch that interrupts it at present. */
  unknownSince: 5,
  lastFired: 6,
  epoch: 7,
} as const;

const phaseMask = 0b111;
export const flags = {
  /** The condition has been known at least once. */
  hasBeenKnown: 1 << 3,
  /** It has been false since the last fire, or has never fired. */
  hasBeenFalse: 1 << 4,
  /** It has fired and is not re-armed. */
  isUncleared: 1 << 5,
  /** Its verdict may have changed at this evaluation. */
  isDirty: 1 << 6,
} as const;

export const phaseAt = (rows: Uint32Array, row: number): Phase => phases[(rows[row] as number) & phaseMask] as Phase;
export const isFree = (rows: Uint32Array, row: number): boolean => ((rows[row] as number) & phaseMask) === free;
export const hasFlag = (rows: Uint32Array, row: number, flag: number): boolean => ((rows[row] as number) & flag) !== 0;
export const setFlag = (rows: Uint32Array, row: number, flag: number, isSet: boolean): void => {
  rows[row] = isSet ? (rows[row] as number) | flag : (rows[row] as number) & ~flag;
};
export const setPhase = (rows: Uint32Array, row: number, phase: Phase): void => {
  rows[row] = ((rows[row] as number) & ~phaseMask) | phases.indexOf(phase);
};

/** Where a life begins: armed, or, where the vault says that it has fired before, as not yet cleared. */
export function startLife(
  rows: Uint32Array,
  row: number,
  start: {
    readonly rule: number;
    readonly epoch: number;
    readonly lastFired: number | null;
    readonly life: LifeRule;
  },
): void {
  const { rule, epoch, lastFired, life } = start;
  const isOver = lastFired !== null && life.isOnce ? ended : epoch >= life.firesMax ? exhausted : null;
  rows.fill(0, row, row + wordsPerTrigger);
  rows[row] = lastFired === null ? (isOver ?? armed) | flags.hasBeenFalse : (isOver ?? fired) | flags.isUncleared;
  rows[row + words.rule] = rule;
  rows[row + words.lastFired] = lastFired ?? 0;
  rows[row + words.epoch] = epoch;
}

/** What one step found. What re-armed is looked at again at the next point: its condition may be true already. */
export type Step = "stay" | "re-armed" | "would-fire";

/**
 * One step of a trigger's life at the grid point whose word is `tick`. Calling it again at a later point with the same verdicts
 * changes nothing before `dueTick`: so it is called where a verdict changed or a time has come, and not else.
 *
 * - True at consecutive evaluations for `for`, less the unknown ones between: it would fire, where nothing forbids.
 * - Cooldown and inhibition only forbid the fire; `for` and re-arming go on.
 * - After a fire it waits until it has been clear (`clearWhen` true, or else the condition false) for `keepFor`; that
 *   evaluation neither fires nor starts `for`. It fires again only after the condition has also been false.
 * - Outside its validity and its hours nothing fires, and `for` starts anew inside.
 */
export function stepLife(
  rows: Uint32Array,
  row: number,
  rule: LifeRule,
  tick: number,
  seen: Verdict,
  seenClear: Verdict,
): Step {
  const phase = (rows[row] as number) & phaseMask;
  if (phase !== armed && phase !== fired) return "stay";
  if (tick >= rule.untilTick) {
    setPhase(rows, row, "expired");
    return "stay";
  }
  const isClearPolicy = rule.noData === "clear";
  const verdict = isClearPolicy && seen === unknown ? falsity : seen;
  if (verdict === unknown) {
    if (rule.noData === "disarm" && hasFlag(rows, row, flags.hasBeenKnown)) {
      setPhase(rows, row, "no-data");
      return "stay";
    }
  } else if (seen !== unknown) {
    rows[row] = (rows[row] as number) | flags.hasBeenKnown;
  }
  if (verdict === falsity) rows[row] = (rows[row] as number) | flags.hasBeenFalse;

  if (phase === fired) {
    const clear =
      rule.clearWhen === null ? negate(verdict) : isClearPolicy && seenClear === unknown ? falsity : seenClear;
    if (count(rows, row, tick, clear, rule.keepForTicks)) {
      rows[row] = ((rows[row] as number) & ~phaseMask & ~flags.isUncleared) | armed;
      stopCounting(rows, row);
      return "re-armed";
    }
    return "stay";
  }
  if (!isInside(rule, tick)) {
    stopCounting(rows, row);
    return "stay";
  }
  const hasHeld = count(rows, row, tick, verdict, rule.forTicks);
  // Once per unknown stretch: the next fire needs a false evaluation, which ends the stretch.
  const firesUnknown = verdict === unknown && rule.noData === "fire" && hasFlag(rows, row, flags.hasBeenKnown);
  if (!hasHeld && !firesUnknown) return "stay";
  return hasFlag(rows, row, flags.hasBeenFalse) && tick >= cooledTick(rows, row, rule) ? "would-fire" : "stay";
}

/** Takes a fire in: the epoch is used up. */
export function applyFire(rows: Uint32Array, row: number, rule: LifeRule, tick: number): void {
  const epoch = (rows[row + words.epoch] as number) + 1;
  applyAbsorbed(rows, row);
  if (rule.isOnce) setPhase(rows, row, "ended");
  else if (epoch >= rule.firesMax) setPhase(rows, row, "exhausted");
  rows[row + words.lastFired] = tick;
  rows[row + words.epoch] = epoch;
}

/** Another trigger of its group fired for both: it waits to be clear, and nothing of its own is used up. */
export function applyAbsorbed(rows: Uint32Array, row: number): void {
  rows[row] = ((rows[row] as number) & ~phaseMask & ~flags.hasBeenFalse) | fired | flags.isUncleared;
  stopCounting(rows, row);
}

/** The next grid point at which time alone changes something, with the verdicts as they are; Infinity for none. */
export function dueTick(rows: Uint32Array, row: number, rule: LifeRule, tick: number, verdict: Verdict): number {
  const phase = (rows[row] as number) & phaseMask;
  if (phase !== armed && phase !== fired) return Number.POSITIVE_INFINITY;
  const since = rows[row + words.since] as number;
  const isCounting = since !== 0 && rows[row + words.unknownSince] === 0;
  if (phase === fired) return isCounting ? since + rule.keepForTicks : Number.POSITIVE_INFINITY;
  if (isCounting) return later(tick, Math.max(since + rule.forTicks, cooledTick(rows, row, rule)));
  return verdict === unknown && rule.noData === "fire"
    ? later(tick, cooledTick(rows, row, rule))
    : Number.POSITIVE_INFINITY;
}

/** What has come already waits for a verdict or an inhibitor, not for time. */
const later = (tick: number, due: number): number => (due > tick ? due : Number.POSITIVE_INFINITY);

function cooledTick(rows: Uint32Array, row: number, rule: LifeRule): number {
  const lastFired = rows[row + words.lastFired] as number;
  return lastFired === 0 ? 0 : lastFired + rule.cooldownTicks;
}

export const isInside = (rule: LifeRule, tick: number): boolean =>
  tick >= rule.fromTick && tick < rule.untilTick && (rule.hours === null || rule.hours.isOpen);

/**
 * Counts a stretch of truth: whether it has lasted `ticks`. Unknown points between neither break it nor count. The
 * beginning is moved on by them, so a stretch that is interrupted now says where it would have begun.
 */
function count(rows: Uint32Array, row: number, tick: number, verdict: Verdict, ticks: number): boolean {
  const since = rows[row + words.since] as number;
  if (verdict === falsity) {
    if (since !== 0) stopCounting(rows, row);
    return false;
  }
  if (verdict === unknown) {
    if (since !== 0 && rows[row + words.unknownSince] === 0) rows[row + words.unknownSince] = tick;
    return false;
  }
  const unknownSince = rows[row + words.unknownSince] as number;
  const counted = since === 0 ? tick : unknownSince === 0 ? since : since + (tick - unknownSince);
  rows[row + words.since] = counted;
  rows[row + words.unknownSince] = 0;
  return tick - counted >= ticks;
}

function stopCounting(rows: Uint32Array, row: number): void {
  rows[row + words.since] = 0;
  rows[row + words.unknownSince] = 0;
}

const negate = (verdict: Verdict): Verdict => (verdict === unknown ? unknown : verdict === truth ? falsity : truth);

/** Armed and not counting though its verdict says so: it has just re-armed, or is outside its hours. */
export const mayCount = (rows: Uint32Array, row: number, rule: LifeRule, verdict: Verdict): boolean =>
  ((rows[row] as number) & phaseMask) === armed &&
  rows[row + words.since] === 0 &&
  (verdict === truth || (verdict === unknown && rule.noData === "fire"));
