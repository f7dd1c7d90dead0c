import { CronTick } from "../contracts/cron-tick.ts";
import type { TraceId } from "../contracts/ids.ts";
import { JournalRecords } from "../contracts/journal-records.ts";
import type { PriceSnapshot } from "../contracts/live.ts";
import { PriceTicks } from "../contracts/price-ticks.ts";
import { SignalSamples } from "../contracts/signal-samples.ts";
import type { SourceRun } from "../contracts/source-run.ts";
import { type Emission, emit, type Stage } from "../contracts/stage.ts";
import { askSources, type SourceOutcome, type WiredSource } from "./ask-sources.ts";
import type { BreakerRule } from "./core/breaker.ts";
import { buildMessages } from "./core/build-messages.ts";
import type { ConsensusRule } from "./core/consensus.ts";
import { describeSourceRun } from "./core/describe-source-run.ts";
import { type PricedAsset, priceAssets } from "./core/price-assets.ts";
import { noteWindow, type SourceMemory } from "./core/source-memory.ts";

export type IngestDeps = {
  readonly cadenceMs: number;
  readonly rule: Omit<ConsensusRule, "stalenessMs">;
  readonly breakerRule: BreakerRule;
  readonly sources: readonly WiredSource[];
  readonly assets: readonly PricedAsset[];
  readonly nowWallMs: () => number;
  /** What earlier windows left behind. `load` gives the state before the window, also when it runs again. */
  readonly memory: {
    load(windowEndMs: number): Promise<SourceMemory>;
    save(windowEndMs: number, memory: SourceMemory): Promise<void>;
  };
  /** Puts the whole snapshot into the hot cache (one write) and before those who watch. */
  readonly publish: (snapshot: PriceSnapshot, sourceRuns: readonly SourceRun[]) => Promise<void>;
};

/** Every two minutes: asks all sources for the window that just ended and sends one price per asset. */
export const ingestStage: Stage<typeof CronTick, IngestDeps> = {
  name: "ingest",
  input: CronTick,
  output: { ticks: PriceTicks, signals: SignalSamples, journal: JournalRecords },
  async process(batch, deps) {
    const outcomes = [];
    for (const tick of batch) {
      const endMs = Math.floor(tick.body.scheduledMs / deps.cadenceMs) * deps.cadenceMs;
      outcomes.push(emit(await runWindow(endMs, tick.traceId, deps)));
    }
    return outcomes;
  },
};

async function runWindow(endMs: number, traceId: TraceId, deps: IngestDeps): Promise<readonly Emission[]> {
  const window = { startMs: endMs - deps.cadenceMs, endMs };
  const memory = await deps.memory.load(endMs);
  const outcomes = await askSources(deps.sources, deps.assets, window, memory.breakers, deps.nowWallMs);
  const priced = priceAssets(deps.assets, outcomes, window, deps.rule, memory.repetitions);
  const answered = new Map(outcomes.filter(isAsked).map((outcome) => [outcome.source, outcome.failure === null]));
  await deps.memory.save(endMs, noteWindow(memory, window, deps.assets, priced, answered, deps.breakerRule));
  const { ticks, refused } = priced;
  const sourceRuns = outcomes.map((outcome) => describeSourceRun(outcome, [...ticks, ...refused], window));
  await deps.publish(
    {
      windowEndMs: endMs,
      asOfMs: Math.max(0, ...ticks.map((item) => item.sampleAtMs)),
      validUntilMs: ticks.length === 0 ? endMs : Math.min(...ticks.map((item) => item.validUntilMs)),
      traceId,
      ticks: [...ticks],
      refused: [...refused],
    },
    sourceRuns,
  );
  const stablecoins = new Set(deps.assets.filter(({ kind }) => kind === "stablecoin").map(({ id }) => id as string));
  return buildMessages({
    windowStartMs: window.startMs,
    windowEndMs: endMs,
    traceId,
    ticks,
    refused,
    sourceRuns,
    stablecoins,
  });
}

const isAsked = ({ isSkipped }: SourceOutcome): boolean => !isSkipped;
