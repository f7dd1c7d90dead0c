import type { AnalyticsStateActor } from "../analytics-state-actor.ts";
import type { TickSeries } from "../tick-series.ts";

/** The history behind its actor, of which a deployment has one. Each call is one round trip. */
export function connectTickSeries(namespace: DurableObjectNamespace<AnalyticsStateActor>, name = "main"): TickSeries {
  // A new stub per call: one that has seen its object fail may stay broken.
  const stub = () => namespace.getByName(name);
  return {
    addTicks: (message) => stub().addTicks(message),
    history: (range) => stub().history(range),
    countRows: (ranges) => stub().countRows(ranges),
    firstWindowMs: () => stub().firstWindowMs(),
    latestWindowMs: () => stub().latestWindowMs(),
  };
}
