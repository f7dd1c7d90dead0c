import { expect, test } from "vitest";
import { createUniform } from "../../analytics/core/clusters/seeded-shuffle.ts";
import { scoreFile } from "./score-file.ts";
import { makePriceRows, startMs, stepMs, toPriceFile } from "./test-make-prices.ts";
import { crashStep, groupsMarket, leaderMarket, noiseMarket } from "./test-markets.ts";

type Damage = (row: { readonly step: number; readonly symbol: string; readonly price: number }) => number | null;

const uniform = createUniform(5);
const damages: readonly (readonly [title: string, damage: Damage])[] = [
  ["whole", ({ price }) => price],
  ["a tenth of the rows are missing", ({ price }) => (uniform() < 0.1 ? null : price)],
  ["half of them", ({ price }) => (uniform() < 0.5 ? null : price)],
  ["prices a thousand times too large now and then", ({ price }) => (uniform() < 0.01 ? 1_000 * price : price)],
  ["prices as far apart as numbers go", ({ step, price }) => (step % 7 === 0 ? 1e300 : price * 1e-290)],
  ["an asset that stands still", ({ symbol, price }) => (symbol === "BTC/USDT" ? 5 : price)],
  [
    "assets that begin with the crash",
    ({ symbol, step, price }) => (/[0-4]\//.test(symbol) && step < crashStep ? null : price),
  ],
  [
    "assets that end in it",
    ({ symbol, step, price }) => (/[0-4]\//.test(symbol) && step > crashStep + 5 ? null : price),
  ],
  ["all assets are one", ({ step, price }) => (step === 0 ? price : 100 * 0.999 ** step)],
];

const markets = { groups: groupsMarket, leader: leaderMarket, noise: noiseMarket };

test.each(damages)("no number is NaN or infinite: %s", { timeout: 30_000 }, (_, damage) => {
  for (const [name, market] of Object.entries(markets)) {
    const rows = makePriceRows(market).flatMap((row) => {
      const [ts, symbol = "", price] = row.split(",");
      const kept = damage({ step: (Number(ts) - startMs) / stepMs, symbol, price: Number(price) });
      return kept === null ? [] : [`${ts},${symbol},${kept}`];
    });
    const scored = scoreFile({ path: `${name}.csv`, text: toPriceFile(rows) }, { fall: 0.01, barLengthMs: undefined });
    if (!scored.ok) throw new Error(scored.error.message);
    expect(scored.value.score.refusedRows).toBe(0);
    expect(findUnfinished(scored.value.score, name)).toEqual([]);
  }
});

/** Paths of numbers that JSON cannot hold. */
function findUnfinished(value: unknown, path: string): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => findUnfinished(inner, `${path}.${key}`));
}
