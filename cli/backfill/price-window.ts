import type { AssetId } from "../../contracts/ids.ts";
import type { JournalRecord } from "../../contracts/journal-records.ts";
import { ok } from "../../contracts/result.ts";
import { listRecords } from "../../ingest/core/build-messages.ts";
import type { ConsensusRule } from "../../ingest/core/consensus.ts";
import { type PricedAsset, priceAssets, type SourceQuotes } from "../../ingest/core/price-assets.ts";
import { toPriceSamples } from "../../ingest/core/price-samples.ts";
import { emptyMemory, noteWindow, type SourceMemory } from "../../ingest/core/source-memory.ts";
import type { PriceWindow } from "../../ingest/sources/price-source.ts";

/** What a person states that a coin was worth in dollars, by its asset: for recordings that hold no price of it. */
export type StatedRates = ReadonlyMap<AssetId, number>;

export type WindowRecords = { readonly records: readonly JournalRecord[]; readonly unpriced: readonly AssetId[] };

/** Nobody is left alone in a backfill: a source that fails stops it. */
const breakerRule = { failuresMax: Number.MAX_SAFE_INTEGER, openMs: 0, openMsMax: 0 };

/**
 * Prices windows one after the other by the consensus that runs live, and gives the records that live would have sent, under
 * the same keys. A stated rate converts quotes and makes no price of its own. Runs of sources are not among the records:
 * nobody asked the source then.
 */
export function createWindowPricer(
  pipelineAssets: readonly PricedAsset[],
  rule: Omit<ConsensusRule, "stalenessMs">,
  stated: StatedRates,
) {
  const assets = pipelineAssets.map((asset) => stateRate(asset, stated, rule.quorum));
  const stablecoins = new Set<string>(assets.flatMap(({ id, kind }) => (kind === "stablecoin" ? [id] : [])));
  let memory: SourceMemory = emptyMemory;
  return {
    /** Forgets what the windows before left behind. */
    reset(): void {
      memory = emptyMemory;
    },
    price(window: PriceWindow, quotes: readonly SourceQuotes[]): WindowRecords {
      const sources = [...quotes, ...stateQuotes(stated, window, rule.quorum)];
      const priced = priceAssets(assets, sources, window, rule, memory.repetitions);
      memory = noteWindow(memory, window, assets, priced, new Map(), breakerRule);
      const ticks = priced.ticks.filter(({ asset }) => !stated.has(asset));
      const refused = priced.refused.filter(({ asset }) => !stated.has(asset));
      const result = {
        windowStartMs: window.startMs,
        windowEndMs: window.endMs,
        traceId: noTrace,
        ticks,
        refused,
        sourceRuns: [],
        stablecoins,
      };
      return {
        records: listRecords(result, toPriceSamples(ticks, stablecoins)),
        unpriced: refused.map(({ asset }) => asset),
      };
    },
  };
}

/** Records bear no trace: it belongs to messages. */
const noTrace = "0".repeat(32) as Parameters<typeof listRecords>[0]["traceId"];

const statedName = (place: number): string => `stated-${place}`;
const places = (quorum: number): readonly number[] => Array.from({ length: quorum }, (_, place) => place);

/** As many sources state it as a price needs, and no other is asked. */
function stateRate(asset: PricedAsset, stated: StatedRates, quorum: number): PricedAsset {
  if (!stated.has(asset.id)) return asset;
  const named = { symbol: asset.id, currency: "USD" as const, per: 1 };
  return { ...asset, symbols: Object.fromEntries(places(quorum).map((place) => [statedName(place), named])) };
}

function stateQuotes(stated: StatedRates, { endMs }: PriceWindow, quorum: number): readonly SourceQuotes[] {
  if (stated.size === 0) return [];
  const quotes = new Map([...stated].map(([id, price]) => [id, ok({ price, range: null, sampleAtMs: endMs })]));
  return places(quorum).map((place) => ({ source: statedName(place), weight: 1, maxAgeMs: 1, quotes }));
}
