import { CronTick } from "../contracts/cron-tick.ts";
import type { AssetId } from "../contracts/ids.ts";
import { JournalRecords } from "../contracts/journal-records.ts";
import type { PriceSnapshot } from "../contracts/live.ts";
import { type PriceTick, PriceTicks, type RefusedAsset } from "../contracts/price-ticks.ts";
import { SignalSamples } from "../contracts/signal-samples.ts";
import { emit, type Stage } from "../contracts/stage.ts";
import { buildMessages } from "./core/build-messages.ts";
import { type ConsensusRule, findConsensus } from "./core/consensus.ts";
import type { PriceWindow, QuoteResult } from "./sources/price-source.ts";

/** A source as the stage sees it: its address, time-out and shape are wired in. */
export type WiredSource = {
  readonly name: string;
  readonly weight: number;
  readonly fetchQuote: (symbol: string, window: PriceWindow) => Promise<QuoteResult>;
};

export type WiredAsset = {
  readonly id: AssetId;
  readonly stalenessMs: number;
  /** The asset's name at each source. */
  readonly symbols: Readonly<Record<string, string>>;
};

export type IngestDeps = {
  readonly cadenceMs: number;
  readonly rule: Omit<ConsensusRule, "stalenessMs">;
  readonly sources: readonly WiredSource[];
  readonly assets: readonly WiredAsset[];
  /** Puts the whole snapshot into the hot cache (one write) and before those who watch. */
  readonly publish: (snapshot: PriceSnapshot) => Promise<void>;
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
      const window = { startMs: endMs - deps.cadenceMs, endMs };
      const results = await Promise.all(deps.assets.map((asset) => priceAsset(asset, window, deps)));
      const ticks: PriceTick[] = results.flatMap((result) => ("tick" in result ? [result.tick] : []));
      const refused: RefusedAsset[] = results.flatMap((result) => ("refused" in result ? [result.refused] : []));
      await deps.publish({
        windowEndMs: endMs,
        asOfMs: Math.max(0, ...ticks.map((item) => item.sampleAtMs)),
        validUntilMs: ticks.length === 0 ? endMs : Math.min(...ticks.map((item) => item.validUntilMs)),
        traceId: tick.traceId,
        ticks,
        refused,
      });
      outcomes.push(
        emit(
          buildMessages({ windowStartMs: window.startMs, windowEndMs: endMs, traceId: tick.traceId, ticks, refused }),
        ),
      );
    }
    return outcomes;
  },
};

async function priceAsset(asset: WiredAsset, window: PriceWindow, deps: IngestDeps) {
  const answers = deps.sources.flatMap(({ name, weight, fetchQuote }) => {
    const symbol = asset.symbols[name];
    return symbol === undefined ? [] : [fetchQuote(symbol, window).then((quote) => ({ source: name, weight, quote }))];
  });
  return findConsensus(asset.id, await Promise.all(answers), window, { ...deps.rule, stalenessMs: asset.stalenessMs });
}
