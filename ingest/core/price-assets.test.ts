import { expect, test } from "vitest";
import { AssetId } from "../../contracts/ids.ts";
import { err, ok } from "../../contracts/result.ts";
import { createRandom } from "../../local/feed/seeded-random.ts";
import type { QuoteResult } from "../sources/price-source.ts";
import type { ConsensusRule } from "./consensus.ts";
import { type PricedAsset, priceAssets, type SourceQuotes } from "./price-assets.ts";
import { emptyMemory, noteWindow, readMemory, type SourceMemory, writeMemory } from "./source-memory.ts";

const minuteMs = 60_000;
const startMs = 1_621_382_400_000;
const rule: Omit<ConsensusRule, "stalenessMs"> = {
  ...{ quorum: 2, maxDeviation: 0.02, maxSpread: 0.05, maxUncertainty: 0.02 },
  ...{ graceMs: 30_000, frozenWindows: 5, frozenMove: 0.005 },
};
const breakerRule = { failuresMax: 3, openMs: 4 * minuteMs, openMsMax: 30 * minuteMs };
const id = (text: string) => AssetId.parse(text);
const usd = (symbol: string) => ({ symbol, currency: "USD" as const, per: 1 });
const usdt = (symbol: string) => ({ symbol, currency: "USDT" as const, per: 1 });

const tether: PricedAsset = {
  id: id("USDT-USD"),
  kind: "stablecoin",
  stalenessMs: 6 * minuteMs,
  // What a venue quotes in USDT must not vouch for USDT.
  symbols: { coinbase: usd("USDT-USD"), kraken: usd("USDTZUSD"), binance: usdt("USDTUSDT") },
};
const bitcoin: PricedAsset = {
  id: id("BTC-USD"),
  kind: "coin",
  stalenessMs: 6 * minuteMs,
  symbols: { coinbase: usd("BTC-USD"), kraken: usd("XXBTZUSD"), binance: usdt("BTCUSDT"), okx: usdt("BTC-USDT") },
};
const assets = [bitcoin, tether];

/** Prices by source and symbol; null: the source does not answer at all. */
type Said = Readonly<Record<string, Readonly<Record<string, number>> | null>>;

function sourcesOf(said: Said, atMs: number): SourceQuotes[] {
  return Object.entries(said).map(([source, prices]) => {
    const symbols = assets.flatMap((asset) => asset.symbols[source]?.symbol ?? []);
    const quote = (symbol: string): QuoteResult => {
      if (prices === null) return err({ code: "timeout", message: "no answer" });
      const price = prices[symbol];
      return price === undefined ? ok(null) : ok({ price, range: null, sampleAtMs: atMs });
    };
    const quotes = new Map(symbols.map((symbol) => [symbol, quote(symbol)]));
    return { source, weight: 1, maxAgeMs: 2 * minuteMs, quotes };
  });
}

/** One window after another: the price of bitcoin, or why there is none, and who was refused as what. */
function play(windows: readonly Said[]) {
  let memory: SourceMemory = emptyMemory;
  return windows.map((said, index) => {
    const endMs = startMs + index * 2 * minuteMs;
    const window = { startMs: endMs - 2 * minuteMs, endMs };
    const priced = priceAssets(assets, sourcesOf(said, endMs), window, rule, memory.repetitions);
    const answered = new Map(Object.entries(said).map(([source, prices]) => [source, prices !== null]));
    // Through its stored form, as between two runs.
    memory = readMemory(writeMemory(noteWindow(memory, window, assets, priced, answered, breakerRule)));
    const find = (asset: string) => {
      const tick = priced.ticks.find((each) => each.asset === asset);
      const refused = priced.refused.find((each) => each.asset === asset);
      const refusals = (tick ?? refused)?.sources.flatMap((each) =>
        each.refused ? [`${each.source} ${each.refused}`] : [],
      );
      return { price: tick?.priceUsd ?? refused?.reason, refusals };
    };
    return { bitcoin: find("BTC-USD"), tether: find("USDT-USD"), quality: priced.ticks[0]?.quality };
  });
}

test("a coin that loses its peg moves its own price, and no other", () => {
  // Bitcoin stands at 40,000 dollars; the dollar coin falls to 90 cents, so that bitcoin costs more of it.
  const windows = [1, 0.99, 0.95, 0.9].map(
    (rate): Said => ({
      coinbase: { "BTC-USD": 40_000, "USDT-USD": rate },
      kraken: { XXBTZUSD: 40_000, USDTZUSD: rate },
      binance: { BTCUSDT: 40_000 / rate, USDTUSDT: 1 },
      okx: { "BTC-USDT": 40_000 / rate },
    }),
  );
  const played = play(windows);
  expect(played.map(({ tether: { price } }) => price)).toEqual([1, 0.99, 0.95, 0.9]);
  for (const { bitcoin: found } of played) {
    expect(found.price).toBeCloseTo(40_000, 6);
    expect(found.refusals).toEqual([]);
  }
});

test("without a rate, quotes in the coin are refused: it is never taken for a dollar", () => {
  const [only] = play([
    {
      coinbase: { "BTC-USD": 40_000 },
      kraken: { XXBTZUSD: 40_010 },
      binance: { BTCUSDT: 44_000 },
      okx: { "BTC-USDT": 44_000 },
    },
  ]);
  expect(only).toMatchObject({
    tether: { price: "no-quorum" },
    bitcoin: { price: 40_005, refusals: ["binance no-rate", "okx no-rate"] },
  });
});

test("an outage of hours at half of the exchanges: the others make the price, with less quality, and it comes back", () => {
  const random = createRandom(3);
  let price = 40_000;
  const windows = Array.from({ length: 150 }, (_, index): Said => {
    price *= 1 + 0.002 * random.normal();
    const isOut = index >= 30 && index < 120;
    const whole = { coinbase: { "BTC-USD": price, "USDT-USD": 1 }, kraken: { XXBTZUSD: price, USDTZUSD: 1 } };
    return { ...whole, binance: isOut ? null : { BTCUSDT: price }, okx: isOut ? null : { "BTC-USDT": price } };
  });
  const played = play(windows);
  expect(played.every(({ bitcoin: found }) => typeof found.price === "number")).toBe(true);
  expect([played[29]?.quality, played[30]?.quality, played[119]?.quality, played[120]?.quality]).toEqual([
    1, 0.5, 0.5, 1,
  ]);
});

test("an outage of all but one for hours: no price at all rather than that one's word", () => {
  const alone: Said = { coinbase: { "BTC-USD": 41_000, "USDT-USD": 1 }, kraken: null, binance: null, okx: null };
  const played = play(Array.from({ length: 60 }, () => alone));
  expect(new Set(played.map(({ bitcoin: { price } }) => price))).toEqual(new Set(["no-quorum"]));
});

test("a source that repeats itself while the market falls is left out long before it is an outlier", () => {
  const fall = Array.from({ length: 12 }, (_, index) => 40_000 * (1 - 0.0015 * index));
  const played = play(
    fall.map((price) => ({
      coinbase: { "BTC-USD": price, "USDT-USD": 1 },
      kraken: { XXBTZUSD: 40_000, USDTZUSD: 1 },
      binance: { BTCUSDT: price },
      okx: { "BTC-USDT": price },
    })),
  );
  expect(played.map(({ bitcoin: { refusals } }) => refusals?.join())).toEqual([
    ...["", "", "", "", ""],
    ...Array.from({ length: 7 }, () => "kraken frozen"),
  ]);
  // Its price in dollars of a quiet coin repeats itself, too, and is no fault.
  expect(played.every(({ tether: { price } }) => price === 1)).toBe(true);
});

test("memory that cannot be read counts as none", () => {
  expect(readMemory(null)).toEqual(emptyMemory);
  expect(readMemory("{")).toEqual(emptyMemory);
  expect(readMemory('{"breakers":{},"repetitions":{"a b":[1]}}')).toEqual(emptyMemory);
});
