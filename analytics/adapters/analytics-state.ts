import type { Analysis, AnalyticsState } from "../analytics-state.ts";
import type { AnalyticsStateActor } from "../analytics-state-actor.ts";

/** The history behind its actor, of which a deployment has one. Each call is one round trip. */
export function connectAnalyticsState(
  namespace: DurableObjectNamespace<AnalyticsStateActor>,
  name = "main",
): AnalyticsState {
  // A new stub per call: one that has seen its object fail may stay broken.
  const stub = () => namespace.getByName(name);
  return {
    addTicks: (message) => stub().addTicks(message),
    addBars: (bars) => stub().addBars(bars),
    span: () => stub().span(),
    analyze: (request) => stub().analyze(request),
    // The type of a call forgets the length of a tuple; the value has it.
    readAnalysis: (scheduledMs) => stub().readAnalysis(scheduledMs) as unknown as Promise<Analysis | null>,
  };
}
