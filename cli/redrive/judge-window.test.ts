import { expect, test } from "vitest";
import { AssetId } from "../../contracts/ids.ts";
import type { PriceTick, TickSource } from "../../contracts/price-ticks.ts";
import type { WindowQuotes } from "../../store/read-window-quotes.ts";
import { judgeWindow, type RedriveRule } from "./judge-window.ts";

const windowEndMs = 1_700_000_000_000;
const [eth, usdt, gone] = [AssetId.parse("ETH-USD"), AssetId.parse("USDT-USD"), AssetId.parse("GONE-USD")];
const rule: RedriveRule = {
  assets: new Map([
    [eth, { kind: "coin", stalenessMs: 360_000 }],
    [usdt, { kind: "stablecoin", stalenessMs: 360_000 }],
  ]),
  consensus: {
    ...{ quorum: 1, maxDeviation: 0.02, maxSpread: 0.05, maxUncertainty: 0.02 },
    ...{ graceMs: 30_000, frozenWindows: 5, frozenMove: 0.005 },
  },
  settings: (source) => (source === "gone" ? undefined : { weight: 1, maxAgeMs: 900_000 }),
  cadenceMs: 120_000,
  chosen: null,
};

const source = (name: string, price: number, change: Partial<TickSource> = {}): TickSource => ({
  ...{ source: name, price, quote: "USD", rateUsd: 1, priceUsd: price, range: null, sampleAtMs: windowEndMs },
  ...change,
});
const late = { sampleAtMs: windowEndMs - 600_000, refused: "stale" } as const;
const unrated = { quote: "USDT", rateUsd: null, priceUsd: null, refused: "no-rate" } as const;
const unpriced = (asset: AssetId, ...sources: TickSource[]): WindowQuotes => ({
  ...{ asset, windowEndMs, kind: "unpriced", sources },
});
/** As it was judged when all that is refused now was refused. */
const priced = (
  asset: AssetId,
  priceUsd: number,
  sources: TickSource[],
  change: Partial<PriceTick> = {},
): WindowQuotes => ({
  ...{ asset, windowEndMs, kind: "priced", version: 4 },
  tick: {
    ...{ asset, priceUsd, openUsd: priceUsd, lowUsd: priceUsd, highUsd: priceUsd, quality: 1, dispersion: 0, sources },
    ...{ sampleAtMs: windowEndMs, validUntilMs: windowEndMs + 360_000, ...change },
  },
});

/** What became of each: unchanged, the reason that it was left, or the version and price before, and the price. */
const outcomes = (quotes: readonly WindowQuotes[], change: Partial<RedriveRule> = {}) =>
  judgeWindow(quotes, { ...rule, ...change }).map((each) => {
    if (each.kind === "changed") return [each.version, each.priceUsdBefore, each.tick.priceUsd];
    return each.kind === "left" ? each.reason : "unchanged";
  });

test.each<[string, readonly WindowQuotes[], Partial<RedriveRule>, readonly unknown[]]>([
  ["what is equal", [priced(eth, 100, [source("a", 100)])], {}, ["unchanged"]],
  ["a quote that is used now", [priced(eth, 100, [source("a", 100), source("b", 101, late)])], {}, [[4, 100, 100.5]]],
  ["no price before", [unpriced(eth, source("b", 101, late))], {}, [[null, null, 101]]],
  ["no price before, and none now", [unpriced(eth, source("b", 101, { refused: "frozen" }))], {}, ["unchanged"]],
  [
    "a published price stands where the rule now gives none",
    [priced(eth, 100, [source("a", 100)])],
    { consensus: { ...rule.consensus, quorum: 2 } },
    ["no-price-now"],
  ],
  [
    "two that contradicted each other, with a wider limit now",
    [unpriced(eth, source("a", 100, { refused: "outlier" }), source("b", 110, { refused: "outlier" }))],
    { consensus: { ...rule.consensus, maxDeviation: 0.2 } },
    [[null, null, 105]],
  ],
  [
    "a quote that was fit and alone, with a lower quorum now; the silent one counts in its quality",
    [
      unpriced(
        eth,
        source("a", 100, { refused: "no-quorum" }),
        source("b", 1, { refused: "source-failed", price: null }),
      ),
    ],
    {},
    [[null, null, 100]],
  ],
  ["an asset of nobody", [priced(gone, 100, [source("a", 100)])], {}, ["unknown-asset"]],
  ["a source of nobody", [priced(eth, 100, [source("a", 100), source("gone", 100)])], {}, ["unknown-source"]],
  ["an old shape", [{ asset: eth, windowEndMs, kind: "unreadable" }], {}, ["unreadable"]],
  // Judged again, its low would be lost.
  ["a range that no source bears", [priced(eth, 100, [source("a", 100)], { lowUsd: 97 })], {}, ["not-recorded"]],
  [
    "a coin's new price converts quotes in it, in this very window",
    [unpriced(eth, source("a", 100, unrated)), unpriced(usdt, source("a", 0.98, late))],
    {},
    [
      [null, null, 0.98],
      [null, null, 98],
    ],
  ],
  [
    "a coin's price that changed, too",
    [
      priced(eth, 100, [source("a", 100, { quote: "USDT" })]),
      priced(usdt, 1, [source("a", 1), source("b", 0.99, late)]),
    ],
    {},
    [
      [4, 1, 0.995],
      [4, 100, 99.5],
    ],
  ],
  [
    "a coin that is not chosen converts at its price as it stands",
    [unpriced(eth, source("a", 100, unrated)), priced(usdt, 0.98, [source("a", 0.98), source("b", 0.99, late)])],
    { chosen: new Set([eth]) },
    [[null, null, 98]],
  ],
  [
    "without a price of the coin a rate that was known stays, and no other is made up",
    [
      priced(eth, 100, [source("a", 50, { quote: "USDT", rateUsd: 2, priceUsd: 100 }), source("b", 100, unrated)], {
        quality: 0.5,
      }),
    ],
    {},
    ["unchanged"],
  ],
])("%s", (_what, quotes, change, expected) => {
  expect(outcomes(quotes, change)).toEqual(expected);
});
