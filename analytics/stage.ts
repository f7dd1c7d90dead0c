import { CronTick } from "../contracts/cron-tick.ts";
import { JournalRecords } from "../contracts/journal-records.ts";
import { SignalSamples } from "../contracts/signal-samples.ts";
import { emit, type Outcome, type Reason, retry, type Stage } from "../contracts/stage.ts";
import type { Analysis } from "./analytics-state.ts";
import { packMessages } from "./core/pack-messages.ts";

export type AnalyticsDeps = {
  /** Clusters and cascades as of a schedule. What is missing of them is told to `onDegraded` by whoever wires it. */
  readonly analyze: (scheduledMs: number) => Promise<Analysis>;
  /** Shows the outcome live. */
  readonly publish: (analysis: Analysis) => Promise<void>;
  /** Told of what failed beside the main outcome, which goes out all the same. */
  readonly onDegraded: (reason: Reason) => void;
};

/** Every six hours: what moves together and what follows what, as signals, in the global store and live. */
export const analyticsStage: Stage<typeof CronTick, AnalyticsDeps> = {
  name: "analytics",
  input: CronTick,
  output: { signals: SignalSamples, journal: JournalRecords },
  async process(batch, { analyze, publish, onDegraded }) {
    const outcomes: Outcome[] = [];
    for (const { body, traceId } of batch) {
      const { scheduledMs } = body;
      let analysis: Analysis;
      try {
        analysis = await analyze(scheduledMs);
      } catch (cause) {
        outcomes.push(retry("history-unavailable", `nothing was computed as of ${scheduledMs}: ${String(cause)}`));
        continue;
      }
      try {
        await publish(analysis);
      } catch (cause) {
        onDegraded({ code: "live-unavailable", message: String(cause) });
      }
      outcomes.push(emit(packMessages(analysis, scheduledMs, traceId)));
    }
    return outcomes;
  },
};
