import type { AnalyticsStateActor } from "../analytics-state-actor.ts";
import type { TickSeries } from "../tick-series.ts";

/** The history behind its actor. Each call is one round trip: the property and the call are pipelined. */
export function connectTickSeries(namespace: DurableObjectNamespace<AnalyticsStateActor>): TickSeries {
  const stub = namespace.getByName("main");
  return {
    addTicks: (message) => stub.series.addTicks(message),
    history: (range) => stub.series.history(range),
    countRows: (ranges) => stub.series.countRows(ranges),
    firstWindowMs: () => stub.series.firstWindowMs(),
    latestWindowMs: () => stub.series.latestWindowMs(),
  };
}
