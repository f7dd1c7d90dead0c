import type { SignalCatalogue } from "../../conditions/signal-catalogue.ts";
import type { TriggerStatus } from "../../contracts/vault-view.ts";
import { evaluateTrigger } from "./evaluate-trigger.ts";
import type { ArmedTrigger } from "./registry-core.ts";
import type { SignalHistory } from "./signal-history.ts";

/** Where a trigger stands, with the reading of each leaf at the last evaluation: also the answer to "why not". */
export function describeStatus(
  trigger: ArmedTrigger,
  history: SignalHistory,
  lastMs: number | null,
  catalogue: SignalCatalogue,
): TriggerStatus {
  const { state, registered, condition } = trigger;
  if (lastMs === null) return { state: "unknown", sinceMs: null, leaves: [], evaluatedAtMs: null };
  const { leaves, truth } = evaluateTrigger(condition, history, lastMs, registered.maxStalenessMs, catalogue);
  const common = { leaves: [...leaves], evaluatedAtMs: lastMs };
  if (state.phase === "ended") return { state: "ended", sinceMs: state.lastFiredAtMs, ...common };
  if (state.phase === "fired") return { state: "fired", sinceMs: state.lastFiredAtMs, ...common };
  if (state.lastFiredAtMs !== null && lastMs < state.lastFiredAtMs + registered.cooldownMs) {
    return { state: "cooling", sinceMs: state.lastFiredAtMs, ...common };
  }
  if (state.trueSinceMs !== null) return { state: "pending", sinceMs: state.trueSinceMs, ...common };
  return { state: truth === null ? "unknown" : "watching", sinceMs: null, ...common };
}
