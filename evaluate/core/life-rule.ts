import type { ActiveWindow } from "../../conditions/active-hours.ts";
import type { ActiveHours, NoDataPolicy } from "../../contracts/trigger.ts";
import type { JoinShape } from "./join-shape.ts";

/**
 * What a trigger's definition says of its life, in whole grid points. Many triggers share one rule.
 */
export type LifeRule = {
  readonly when: JoinShape;
  /** Null: it re-arms when `when` is false. */
  readonly clearWhen: JoinShape | null;
  readonly forTicks: number;
  readonly keepForTicks: number;
  readonly cooldownTicks: number;
  readonly isOnce: boolean;
  /** Infinity where there is no limit. */
  readonly firesMax: number;
  readonly noData: NoDataPolicy;
  /** First grid point at which it may fire, as a word. */
  readonly fromTick: number;
  /** First grid point at which it no longer may, as a word; Infinity for ever. */
  readonly untilTick: number;
  readonly hours: ActiveWindow | null;
};

/** A trigger's definition as the engine takes it: durations in milliseconds. */
export type LifeTerms = {
  readonly forMs: number;
  readonly keepForMs: number;
  readonly cooldownMs: number;
  readonly mode: "once" | "repeat";
  readonly maxFires: number | null;
  readonly noData: NoDataPolicy;
  readonly validFromMs: number | null;
  readonly validUntilMs: number | null;
  readonly activeHours: ActiveHours | null;
};

/**
 * Rows hold grid points as words, where 0 stands for never: so points are moved up, and those before 1970 have a word, too
 * (34 years of them at one a second).
 */
export const wordOfTick = (tick: number): number => tick + tickOffset;
export const tickOfWord = (word: number): number => word - tickOffset;
const tickOffset = 2 ** 30;

/** A duration is over at the first grid point that is at least so much later. */
export const ticksOf = (durationMs: number, cadenceMs: number): number => Math.ceil(durationMs / cadenceMs);
