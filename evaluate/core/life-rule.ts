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
  /** First grid point at which it may fire. */
  readonly fromTick: number;
  /** First grid point at which it no longer may; Infinity for ever. */
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

/** A duration is over at the first grid point that is at least so much later. */
export const ticksOf = (durationMs: number, cadenceMs: number): number => Math.ceil(durationMs / cadenceMs);
