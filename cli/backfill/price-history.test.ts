import * as fc from "fast-check";
import { expect, test } from "vitest";
import { foldBars } from "../../ingest/core/fold-bars.ts";
import { parsePriceRows } from "../prices/parse-price-rows.ts";
import { quoteAt, readHistories } from "./price-history.ts";

const minute = 60_000;
const historyOf = (text: string, barLengthMs: number) => {
  const rows = parsePriceRows("prices.csv", text);
  if (!rows.ok) throw new Error(rows.error.message);
  const history = readHistories(rows.value, barLengthMs).get("X");
  if (history === undefined) throw new Error("there is a symbol X");
  return history;
};
const window = (endMinute: number) => ({ startMs: (endMinute - 2) * minute, endMs: endMinute * minute });
const bars = (rows: readonly string[]) => ["ts_ms,symbol,open,high,low,close,volume", ...rows].join("\n");

const ofMinutes = historyOf(bars(["0,X,10,12,9,11,1", "60000,X,11,15,10,14,1", "120000,X,14,14,7,8,1"]), minute);
const ofFive = historyOf(bars(["0,X,10,12,9,11,1", "300000,X,11,15,10,14,1"]), 5 * minute);
const ofPrices = historyOf("ts_ms,symbol,price\n60000,X,5\n60000,X,6\n130000,X,7", minute);

test.each([
  ["two minutes", ofMinutes, 2, { price: 14, range: { open: 10, low: 9, high: 15 }, sampleAtMs: 2 * minute }],
  ["one new minute", ofMinutes, 4, { price: 8, range: { open: 14, low: 7, high: 14 }, sampleAtMs: 3 * minute }],
  [
    "nothing new: the last, at its old time",
    ofMinutes,
    9,
    { price: 8, range: { open: 14, low: 7, high: 14 }, sampleAtMs: 3 * minute },
  ],
  [
    "a bar of five minutes that just ended",
    ofFive,
    6,
    { price: 11, range: { open: 10, low: 9, high: 12 }, sampleAtMs: 5 * minute },
  ],
  ["single prices, the last row of a moment", ofPrices, 2, { price: 6, range: null, sampleAtMs: minute }],
])("%s", (_, history, end, quote) => {
  expect(quoteAt(history, window(end))).toEqual({ ok: true, value: quote });
});

test("before the first bar has ended nothing is known", () => {
  expect(quoteAt(ofFive, window(4))).toEqual({ ok: true, value: null });
});

test("the search finds what folding the whole history finds", async () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.property(times, fc.integer({ min: 0, max: 70 }), (minutes, end) => {
      const history = historyOf(
        bars(minutes.map((at) => `${at * minute},X,${at + 1},${at + 3},${at + 0.5},${at + 2},1`)),
        minute,
      );
      const folded = foldBars(history.bars, window(end));
      expect(quoteAt(history, window(end))).toEqual({ ok: true, value: folded });
    }),
    { seed: 3, numRuns: 200 },
  );
});
