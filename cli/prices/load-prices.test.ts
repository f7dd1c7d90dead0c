import { expect, test } from "vitest";
import { loadPrices } from "./load-prices.ts";

const minuteMs = 60_000;
const bars = (...rows: readonly string[]) => ["ts_ms,symbol,open,high,low,close,volume", ...rows].join("\n");
const prices = (...rows: readonly string[]) => ["ts_ms,symbol,price", ...rows].join("\n");
/** A bar at so many minutes. */
const bar = (minute: number, symbol: string, close: number) =>
  `${minute * minuteMs},${symbol},${close},${close + 1},${close - 0.5},${close},0`;
const price = (minute: number, symbol: string, value: number) => `${minute * minuteMs},${symbol},${value}`;

type Options = Partial<Parameters<typeof loadPrices>[1]>;

function load(texts: readonly string[], options: Options = {}) {
  const files = texts.map((text, at) => ({ path: `${at}.csv`, text }));
  return loadPrices(files, { cadenceMs: 2 * minuteMs, barLengthMs: undefined, ...options });
}

function loaded(texts: readonly string[], options: Options = {}) {
  const result = load(texts, options);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Each sample as `symbol minute value`, the minute being when it became known. */
const samplesOf = (texts: readonly string[], options: Options = {}): string[] =>
  loaded(texts, options).series.flatMap(({ key, knownAtMs, value }) =>
    [...knownAtMs].map((at, index) => `${key.slice("price.".length)} ${at / minuteMs} ${value[index]}`),
  );

test.each<readonly [title: string, texts: readonly string[], options: Options, samples: readonly string[]]>([
  ["a price is known at its time", [prices(price(3, "A", 5))], {}, ["A 3 5"]],
  ["a bar when it ends", [bars(bar(0, "A", 5), bar(1, "A", 6))], {}, ["A 1 5", "A 2 6"]],
  [
    "rows in any order",
    [prices(price(9, "A", 3), price(1, "A", 1), price(5, "A", 2))],
    {},
    ["A 1 1", "A 5 2", "A 9 3"],
  ],
  [
    "a bar is as long as most differences, whichever symbol shows them",
    [bars(bar(0, "A", 1), bar(60, "A", 2), bar(0, "B", 3), bar(5, "B", 4), bar(10, "B", 5))],
    {},
    ["A 5 1", "A 65 2", "B 5 3", "B 10 4", "B 15 5"],
  ],
  [
    "of equally many the shorter",
    [bars(bar(0, "A", 1), bar(9, "A", 2), bar(11, "A", 3))],
    {},
    ["A 2 1", "A 11 2", "A 13 3"],
  ],
  [
    "or as long as --bar-length says",
    [bars(bar(0, "A", 1), bar(1, "A", 2))],
    { barLengthMs: 5 * minuteMs },
    ["A 5 1", "A 6 2"],
  ],
  [
    "which a file of single rows needs",
    [bars(bar(0, "A", 1), bar(1, "B", 2))],
    { barLengthMs: minuteMs },
    ["A 1 1", "B 2 2"],
  ],
  ["it says nothing of prices", [prices(price(1, "A", 1))], { barLengthMs: minuteMs }, ["A 1 1"]],
  [
    "each file has its own length of bars",
    [bars(bar(0, "A", 1), bar(1, "A", 2)), bars(bar(0, "B", 3), bar(60, "B", 4))],
    {},
    ["A 1 1", "A 2 2", "B 60 3", "B 120 4"],
  ],
  [
    "bars and prices of different symbols go together",
    [bars(bar(0, "A", 1), bar(1, "A", 2)), prices(price(0, "B", 3))],
    {},
    ["A 1 1", "A 2 2", "B 0 3"],
  ],
  ["of rows with one time the last", [prices(price(1, "A", 1), price(1, "A", 2))], {}, ["A 1 2"]],
  ["over all files, in their order", [prices(price(1, "A", 1)), prices(price(1, "A", 2))], {}, ["A 1 2"]],
  ["whichever is first", [prices(price(1, "A", 2)), prices(price(1, "A", 1))], {}, ["A 1 1"]],
  ["a refused row replaces none", [prices(price(1, "A", 1), "60000,A,-5")], {}, ["A 1 1"]],
  [
    "nor does it show the length of a bar",
    [bars(bar(0, "A", 1), bar(5, "A", 1), "60000,A,0,0,0,0,0")],
    {},
    ["A 5 1", "A 10 1"],
  ],
])("%s", (_, texts, options, samples) => {
  expect(samplesOf(texts, options)).toEqual(samples);
});

test("a bar brings its low and high, a price has none of its own", () => {
  const { series } = loaded([bars(bar(1, "A", 5), bar(0, "A", 3)), prices(price(0, "B", 7))]);
  expect(series.map(({ range }) => range)).toEqual([
    { low: Float64Array.of(2.5, 4.5), high: Float64Array.of(4, 6) },
    null,
  ]);
});

test("what replaces a bar replaces all of it", () => {
  const { series } = loaded([bars(bar(0, "A", 50), bar(1, "A", 5), bar(0, "A", 3))]);
  expect(series[0]?.range?.high).toEqual(Float64Array.of(4, 6));
});

test("counts, and the first and last moment at which something became known", () => {
  const text = bars(bar(0, "A", 1), bar(1, "A", 2), bar(1, "A", 3), bar(0, "B", 3), bar(7, "B", 3), "x,A,1,1,1,1,1");
  expect(loaded([text, text])).toMatchObject({
    samples: 4,
    duplicates: 6,
    refused: [
      { file: "0.csv", line: 7 },
      { file: "1.csv", line: 7 },
    ],
    firstKnownMs: minuteMs,
    lastKnownMs: 8 * minuteMs,
  });
});

test.each<readonly [title: string, texts: readonly string[], options: Options, steps: Record<string, number>]>([
  ["the cadence, where bars are shorter", [bars(bar(0, "A", 1), bar(1, "A", 1))], {}, { A: 2 }],
  ["the bar's length, where it is longer", [bars(bar(0, "A", 1), bar(60, "A", 1))], {}, { A: 60 }],
  ["which --bar-length gives", [bars(bar(0, "A", 1), bar(1, "A", 1))], { barLengthMs: 5 * minuteMs }, { A: 5 }],
  [
    "of prices the lower median of all symbols' differences",
    [prices(price(0, "A", 1), price(3, "A", 1), price(10, "A", 1), price(0, "B", 1), price(30, "B", 1))],
    {},
    { A: 7, B: 7 },
  ],
  ["in whole minutes", [prices(price(0, "A", 1), price(3.5, "A", 1))], {}, { A: 4 }],
  ["of equal times none", [prices(price(0, "A", 1), price(0, "A", 1), price(9, "A", 1))], {}, { A: 9 }],
  ["the cadence, where one price is all", [prices(price(0, "A", 1))], {}, { A: 2 }],
  [
    "in several files the least",
    [prices(price(0, "A", 1), price(9, "A", 1)), prices(price(0, "A", 1), price(5, "A", 1), price(0, "B", 1))],
    {},
    { A: 5, B: 5 },
  ],
])("a step is %s", (_, texts, options, steps) => {
  const { signals } = loaded(texts, options);
  const found = [...signals].map(([key, { stepMs }]) => [key.slice("price.".length), stepMs / minuteMs]);
  expect(Object.fromEntries(found)).toEqual(steps);
});

test.each<readonly [symbol: string, unit: string | undefined]>([
  ["ETH/USDT", "USDT"],
  ["ETH-USD", "USD"],
  ["ETH/BTC", "BTC"],
  ["ETHUSDT", undefined],
])("%s is in %s, data for three steps, and above 0", (symbol, unit) => {
  const { signals } = loaded([prices(price(0, symbol, 1), price(5, symbol, 1))]);
  expect(signals.get(`price.${symbol}`)).toMatchObject({ unit, min: 0, max: undefined, stalenessMs: 15 * minuteMs });
});

test.each<readonly [title: string, texts: readonly string[], message: string]>([
  ["no file", [], "--prices: name at least one file"],
  ["no row", [prices()], "--prices: the files hold no usable row"],
  ["no row that is taken", [prices("1,A,x")], "--prices: the files hold no usable row"],
  ["another header", [prices(price(0, "A", 1)), "a,b"], "1.csv:1: expected the header"],
  [
    "single rows without --bar-length",
    [bars(bar(0, "A", 1), bar(1, "B", 1))],
    "0.csv: no symbol has two rows, so the length of a bar is unknown; give it with --bar-length",
  ],
  ["the same row twice is one", [bars(bar(0, "A", 1), bar(0, "A", 2))], "0.csv: no symbol has two rows"],
  [
    "one symbol in two shapes",
    [bars(bar(0, "A", 1), bar(1, "A", 1)), prices(price(0, "B", 1), price(0, "A", 1))],
    "1.csv: A is in another file with another shape or length of bars",
  ],
  [
    "one symbol in bars of two lengths",
    [bars(bar(0, "A", 1), bar(1, "A", 1)), bars(bar(0, "A", 1), bar(5, "A", 1))],
    "1.csv: A is in another file with another shape or length of bars",
  ],
])("a fault: %s", (_, texts, message) => {
  const result = load(texts);
  expect(result.ok ? "" : result.error.message).toContain(message);
});
