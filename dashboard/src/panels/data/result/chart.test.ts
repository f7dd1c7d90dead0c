import { float64, int64, TimeUnit, timestamp, utf8 } from "@uwdata/flechette";
import { expect, test } from "vitest";
import { numberTicks, timeTicks } from "./axis-ticks.ts";
import { drawingOf } from "./chart-lines.ts";
import { axisWords, chartWords } from "./chart-words.ts";
import { chooseChart } from "./choose-chart.ts";
import { resultOf } from "./test-result.ts";
import { visibleRows } from "./visible-rows.ts";

const at = Date.UTC(2021, 4, 19, 10);
const minutes = (count: number) => Array.from({ length: count }, (_, index) => at + index * 60_000);
const moments = timestamp(TimeUnit.MICROSECOND);
const texts = (count: number, of: number) => Array.from({ length: count }, (_, index) => `t${index % of}`);
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test.each([
  ["time", [at, at + 3_600_000, at + 24 * 3_600_000], ["2021-05-19 10:00", "11:00", "2021-05-20 10:00"]],
  ["number", [1, 1_000], ["1", "1,000"]],
] as const)("labels of an axis of kind %s", (kind, ticks, labels) => {
  expect(axisWords(ticks, { kind } as never)).toEqual(labels);
});

test.each([
  ["a time and a number", { at: [moments, minutes(3)], price: [float64(), [1, 2, 3]] }, {}, { x: 0, y: 1, by: null }],
  [
    "few texts part the lines",
    { asset: [utf8(), texts(9, 3)], at: [moments, minutes(9)], price: [float64(), numbers(9)] },
    {},
    { x: 1, y: 2, by: 0 },
  ],
  [
    "many texts do not",
    { asset: [utf8(), texts(9, 9)], at: [moments, minutes(9)], price: [float64(), numbers(9)] },
    {},
    { x: 1, y: 2, by: null },
  ],
  ["texts alone are bars", { asset: [utf8(), ["a", "b"]], fall: [float64(), [1, 2]] }, {}, { x: 0, y: 1, by: null }],
  ["two numbers", { a: [int64(), [1n, 2n]], b: [float64(), [1, 2]] }, {}, { x: 0, y: 1, by: null }],
  ["one number", { a: [int64(), [1n, 2n]] }, {}, null],
  ["no row", { at: [moments, []], price: [float64(), []] }, {}, null],
  ["one row", { at: [moments, minutes(1)], price: [float64(), [1]] }, {}, null],
  ["too many texts", { asset: [utf8(), texts(50, 50)], price: [float64(), numbers(50)] }, {}, null],
  [
    "as the reader chose",
    { at: [moments, minutes(2)], a: [float64(), [1, 2]], b: [float64(), [1, 2]] },
    { x: "a", y: "b", by: "" },
    { x: 1, y: 2, by: null },
  ],
  [
    "a choice that the result does not have",
    { at: [moments, minutes(2)], a: [float64(), [1, 2]] },
    { x: "gone", y: "at" },
    { x: 0, y: 1, by: null },
  ],
] as const)("%s", (_what, columns, params, expected) => {
  expect(chooseChart(resultOf(columns as Parameters<typeof resultOf>[0]), params)).toEqual(expected);
});

test("a line keeps its extremes however many rows there are, in the order of its axis", () => {
  const count = 100_000;
  const values = numbers(count).map((index) => (index === 77_777 ? 1_000_000 : index % 7));
  const drawing = drawingOf(resultOf({ at: [moments, minutes(count).reverse()], price: [float64(), values] }), {
    x: 0,
    y: 1,
    by: null,
  });
  const points = drawing.lines[0]?.points ?? [];
  expect(points.length).toBeLessThanOrEqual(800);
  expect(Math.max(...points.map(({ y }) => y))).toBe(1_000_000);
  expect(points.every(({ x }, index) => index === 0 || x >= (points[index - 1]?.x ?? 0))).toBe(true);
});

test("lines are parted by a text; rows with a null, and those of a seventh line, are counted and said", () => {
  const result = resultOf({
    at: [moments, minutes(8)],
    name: [utf8(), texts(8, 8)],
    price: [float64(), [1, null, 3, 4, 5, 6, 7, 8]],
  });
  const drawing = drawingOf(result, { x: 0, y: 2, by: 1 });
  expect(drawing.lines.map(({ name }) => name)).toEqual(["t0", "t2", "t3", "t4", "t5", "t6"]);
  expect(drawing.left).toBe(2);
  const [x, , y] = result.columns;
  if (x === undefined || y === undefined) throw new Error("two columns");
  expect(chartWords(drawing, x, y)).toBe(
    "price from 1 to 7, over at from 2021-05-19 10:00 UTC to 2021-05-19 10:06 UTC, 6 lines: t0, t2, t3, t4, t5, t6. 2 rows are not drawn: a value is null, or there are too many lines.",
  );
});

test("bars have their texts and values", () => {
  const result = resultOf({ asset: [utf8(), ["a", "b", null]], fall: [float64(), [-1, 2, 3]] });
  const drawing = drawingOf(result, { x: 0, y: 1, by: null });
  expect(drawing.bars).toEqual([
    { name: "a", value: -1 },
    { name: "b", value: 2 },
    { name: "null", value: 3 },
  ]);
});

test.each([
  [0, 10, 5, [0, 2, 4, 6, 8, 10]],
  [2500.01, 2973.82, 4, [2600, 2800]],
  [-0.31, 0, 4, [-0.3, -0.2, -0.1, 0]],
  [5, 5, 4, [5]],
])("ticks from %d to %d", (from, to, count, expected) => {
  expect(numberTicks(from, to, count).map((tick) => tick + 0)).toEqual(expected);
});

test("ticks of a time stand at round moments", () => {
  const ticks = timeTicks(at + 1, at + 2 * 3_600_000, 4).map((tick) => new Date(tick).toISOString().slice(11, 16));
  expect(ticks).toEqual(["10:30", "11:00", "11:30", "12:00"]);
  const [from, to] = [at + 3_600_001, at + 3 * 3_600_000 + 120_000];
  expect(timeTicks(from, to, 2)).toEqual([at + 2 * 3_600_000]);
  // The ends, where no round moment lies between them.
  expect(timeTicks(at + 1, at + 50 * 60_000, 1)).toEqual([at + 1, at + 50 * 60_000]);
  expect(timeTicks(0, 20 * 365 * 86_400_000, 4)).toHaveLength(4);
});

test.each([
  [0, 400, 1_000_000, 0, 28],
  [26 * 500, 400, 1_000_000, 488, 528],
  [26 * 1_000, 400, 1_000, 988, 1_000],
  [0, 400, 3, 0, 3],
  [-50, 400, 0, 0, 0],
])("scrolled by %d px, of %d px and %d rows those from %d to %d are drawn", (scrollTop, height, rows, from, to) => {
  expect(visibleRows(scrollTop, height, 26, rows)).toEqual({ from, to });
});
