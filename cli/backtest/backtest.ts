import type { CollectedReplay } from "../replay/collect-fires.ts";
import type { LoadedReplay } from "../replay/load-replay.ts";
import type { LoadedTrigger } from "../triggers/load-triggers.ts";
import { measurePauses, type Pauses } from "./measure-pauses.ts";
import { valueAction } from "./value-action.ts";
import type { ProfitAndLoss } from "./value-ironvine.ts";

/** What a backtest tells; times are UTC milliseconds. `from` and `to` are the first and last evaluation. */
export type Backtest = {
  readonly from: number | null;
  readonly to: number | null;
  readonly evaluations: number;
  readonly triggers: readonly TriggerBacktest[];
};

export type TriggerBacktest = {
  readonly trigger: string;
  readonly fires: number;
  readonly at: readonly number[];
  readonly cooldownMs: number;
  /** Empty where the trigger only notifies. */
  readonly casts: readonly PlannedCast[];
  readonly pnl: ProfitAndLoss | null;
  /** Why there is no profit and loss. */
  readonly pnlReason?: string;
} & Pauses;

export type PlannedCast = { readonly at: number; readonly spell: string; readonly params: unknown };

type Played = Pick<LoadedReplay, "input" | "triggers">;

/** A replay's fires as a report, one entry per trigger, in the order of the file. */
export function summariseBacktest(
  { input, triggers }: Played,
  { fires, report: { evaluations } }: CollectedReplay,
): Backtest {
  const { fromMs, settings } = input;
  const endMs = fromMs + (evaluations - 1) * settings.cadenceMs;
  // Two vaults may have triggers of one id.
  const byTrigger = Map.groupBy(fires, ({ trigger }) => trigger);
  return {
    from: evaluations === 0 ? null : fromMs,
    to: evaluations === 0 ? null : endMs,
    evaluations,
    triggers: triggers.map((trigger) => {
      const at = (byTrigger.get(trigger.registered) ?? []).map(({ atMs }) => atMs);
      return summariseTrigger(trigger, at, input, endMs);
    }),
  };
}

function summariseTrigger(
  { trigger, registered }: LoadedTrigger,
  at: readonly number[],
  input: Played["input"],
  endMs: number,
): TriggerBacktest {
  const { action } = trigger;
  const { cooldownMs } = registered;
  const { pauseMinMs, pauseMaxMs, cooldownRespected } = measurePauses(at, cooldownMs);
  const value = valueAction(action, at, { ...input, endMs, maxStalenessMs: registered.maxStalenessMs });
  return {
    trigger: registered.triggerId,
    fires: at.length,
    at,
    pauseMinMs,
    pauseMaxMs,
    cooldownMs,
    cooldownRespected,
    casts: action.type === "cast" ? at.map((atMs) => ({ at: atMs, spell: action.spell, params: action.params })) : [],
    ...(value.ok ? { pnl: value.value } : { pnl: null, pnlReason: value.error }),
  };
}
