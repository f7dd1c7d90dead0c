import { Fires } from "../contracts/fires.ts";
import { SignalSamples } from "../contracts/signal-samples.ts";
import { drop, emit, type Outcome, type Stage } from "../contracts/stage.ts";

/** What a registry shard did with a sample set. */
export type ApplyReport = {
  readonly evaluatedMs: readonly number[];
  readonly fires: number;
  /** Samples for points that are already evaluated: kept in the record, not acted on. */
  readonly lateSamples: number;
  readonly lastEvaluatedMs: number | null;
};

/** One registry shard, as the stage sees it. Its outbox sends the fires: state and fires are one transaction there. */
export type RegistryShard = { apply(message: SignalSamples): Promise<ApplyReport> };

export type EvaluateDeps = {
  readonly shards: () => Promise<readonly RegistryShard[]>;
  /** Told after each evaluated grid point. */
  readonly onEvaluated: (report: ApplyReport) => Promise<void>;
};

/** Every shard receives every sample set in one call; which triggers it touches is its own business. */
export const evaluateStage: Stage<typeof SignalSamples, EvaluateDeps> = {
  name: "evaluate",
  input: SignalSamples,
  output: { fires: Fires },
  async process(batch, { shards, onEvaluated }) {
    const outcomes = new Map<SignalSamples, Outcome>();
    const all = await shards();
    for (const message of batch.toSorted((a, b) => a.eventTimeMs - b.eventTimeMs)) {
      const reports = await Promise.all(all.map((shard) => shard.apply(message)));
      const late = reports.some((report) => report.lateSamples > 0);
      for (const report of reports) if (report.evaluatedMs.length > 0) await onEvaluated(report);
      outcomes.set(message, late ? drop("late", "samples for points that are already evaluated") : emit());
    }
    return batch.map((message) => outcomes.get(message) ?? emit());
  },
};
