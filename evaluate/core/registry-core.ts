import type { Condition } from "../../conditions/condition.ts";
import type { SignalCatalogue } from "../../conditions/signal-catalogue.ts";
import type { VaultAddress } from "../../contracts/ids.ts";
import type { RegisteredCondition } from "../../contracts/trigger.ts";
import { decide, type TriggerState } from "./decide.ts";
import { evaluateTrigger } from "./evaluate-trigger.ts";
import type { PendingFire } from "./pack-fires.ts";
import type { SignalHistory } from "./signal-history.ts";

/** A trigger as a shard holds it: what the vault said, compiled, and its state. */
export type ArmedTrigger = {
  readonly vault: VaultAddress;
  readonly registered: RegisteredCondition;
  readonly condition: Condition;
  readonly state: TriggerState;
};

export type GridPointResult = {
  /** Triggers whose state changed, with the new state; the others need no write. */
  readonly changed: readonly ArmedTrigger[];
  readonly fires: readonly { vault: VaultAddress; fire: PendingFire }[];
};

/** Evaluates every trigger at one grid point. Pure: the same triggers and history give the same result. */
export function evaluateGridPoint(
  triggers: Iterable<ArmedTrigger>,
  history: SignalHistory,
  atMs: number,
  settings: { readonly cadenceMs: number; readonly catalogue: SignalCatalogue },
): GridPointResult {
  const changed: ArmedTrigger[] = [];
  const fires: { vault: VaultAddress; fire: PendingFire }[] = [];
  for (const trigger of triggers) {
    const { registered, vault, state } = trigger;
    if (state.phase === "ended") continue;
    const { truth, leaves } = evaluateTrigger(
      trigger.condition,
      history,
      atMs,
      registered.maxStalenessMs,
      settings.catalogue,
    );
    const decision = decide(state, truth, atMs, { ...registered, cadenceMs: settings.cadenceMs });
    if (decision.state !== state) changed.push({ ...trigger, state: decision.state });
    if (decision.fires) {
      const { triggerId, version, deadlineMs } = registered;
      fires.push({
        vault,
        fire: {
          triggerId,
          version,
          epoch: state.epoch,
          atMs,
          deadlineMs: atMs + deadlineMs,
          snapshot: `grid:${atMs}`,
          explain: [...leaves],
        },
      });
    }
  }
  return { changed, fires };
}
