import fc from "fast-check";
import { expect, test } from "vitest";
import { TriggerPreview } from "../../contracts/trigger-preview.ts";
import { replay } from "../../evaluate/core/replay/replay.ts";
import type { StoredSeries } from "../../store/read-series.ts";
import { runPreview } from "./run-preview.ts";
import { cadenceMs, dayMs, planOf, pricesOf, settings, toMs } from "./test-preview.ts";
import { toSeries } from "./to-series.ts";

const fromMs = toMs - dayMs;
const at = (point: number): number => fromMs + point * cadenceMs;
const pointOf = (atMs: number): number => (atMs - fromMs) / cadenceMs;

function fires(fields: object, stored: readonly StoredSeries[]): number[] {
  return runPreview(planOf(fields), stored, settings).at.map(pointOf);
}

const below = { when: "price('ETH-USD') < 50", mode: "repeat" };
const prices = [60, 40, 60, 40, 40, 60, 40];

test.each<readonly [title: string, fields: object, points: readonly number[]]>([
  ["every fall", below, [1, 3, 6]],
  ["once", { ...below, mode: "once" }, [1]],
  ["held for a time, the last price staying on", { ...below, for: "2m" }, [4, 7]],
  ["a cooldown, at whose end it is still below", { ...below, cooldown: "6m" }, [1, 4, 7]],
  ["a wick between two points", { when: "touches('ETH-USD', 39.5)", mode: "repeat" }, [1, 3, 6]],
  ["a stop whose peak is the greatest high since arming", { when: "trailingStop('ETH-USD', 0.2)" }, [1]],
])("%s", (_, fields, points) => {
  expect(fires(fields, [pricesOf(prices, at(0))])).toEqual(points);
});

test("the whole answer, which is as its contract says", () => {
  const preview = runPreview(planOf(below), [pricesOf([...prices, 60], at(0))], settings);
  expect(TriggerPreview.parse(preview)).toEqual({
    fires: 3,
    at: [at(1), at(3), at(6)],
    last: [
      {
        leaf: "price('ETH-USD') < 50",
        left: 40,
        op: "<",
        right: 50,
        sampleAtMs: at(6) - 1_500,
        holds: true,
        inputs: [{ key: "price.ETH-USD", value: 40, sampleAtMs: at(6) - 1_500 }],
      },
    ],
    explained: [
      { atMs: at(1), explain: [expect.objectContaining({ left: 40, holds: true })] },
      { atMs: at(3), explain: [expect.objectContaining({ left: 40, holds: true })] },
      { atMs: at(6), explain: [expect.objectContaining({ left: 40, holds: true })] },
    ],
    nearest: [],
    now: [
      {
        leaf: "price('ETH-USD') < 50",
        left: null,
        op: "<",
        right: 50,
        sampleAtMs: expect.any(Number),
        holds: null,
        inputs: [],
      },
    ],
    courses: [{ leaf: "price('ETH-USD') < 50", op: "<", points: expect.any(Array) }],
    evaluations: 721,
    fromMs,
    toMs,
    sentence: "would have fired 3 times in the last day",
    notes: [],
  });
});

test("the course of a leaf: thinned, with its least and its greatest value, and holes where nothing was known", () => {
  const walk = Array.from({ length: 700 }, (_, point) => (point === 333 ? 7 : point === 334 ? 900 : 60 + (point % 5)));
  const { courses } = runPreview(planOf(below), [pricesOf(walk, at(0))], settings);
  const points = courses[0]?.points ?? [];
  expect(points.length).toBeLessThanOrEqual(2 * 240);
  expect(points.map(([atMs]) => atMs)).toEqual(points.map(([atMs]) => atMs).toSorted((a, b) => a - b));
  expect(points).toContainEqual([at(333), 7, 50]);
  expect(points).toContainEqual([at(334), 900, 50]);
  expect(points.at(-1)).toEqual([expect.any(Number), null, 50]);
});

test("where it came nearest: the best of a stretch without fires, and nothing next to a fire", () => {
  const walk = Array.from({ length: 720 }, (_, point) =>
    point === 100 ? 55 : point === 400 ? 40 : point === 420 ? 52 : 200,
  );
  const { nearest, fires: count } = runPreview(planOf(below), [pricesOf(walk, at(0))], settings);
  expect(count).toBe(1);
  expect(nearest).toEqual([
    { atMs: at(100), explain: [expect.objectContaining({ left: 55, right: 50, holds: false })] },
  ]);
});

test("the last point counts, and what is known later plays no part", () => {
  expect(fires(below, [pricesOf([60, 40, 60, 40], at(719))])).toEqual([720]);
});

test.each<readonly [title: string, fields: object, points: readonly number[]]>([
  ["fires before it are none of its life", { ...below, mode: "once" }, [3]],
  ["nor does a cooldown reach in", { ...below, cooldown: "1d" }, [3]],
  ["true already: it fires at its first point", { ...below, when: "price('ETH-USD') > 50" }, [0, 4]],
  ["`for` begins at arming", { when: "price('ETH-USD') > 50", for: "4m" }, [2]],
  ["a crossing looks at the point before", { when: "crossesAbove(price('ETH-USD'), 50)" }, [0]],
])("armed at the first point: %s", (_, fields, points) => {
  const windows = "sma(price('ETH-USD'), '4m') > 1";
  const when = `(${(fields as { when: string }).when}) && ${windows}`;
  expect(fires({ ...fields, when }, [pricesOf([60, 40, 60, 40, 60, 60, 60, 40, 60], at(-4))])).toEqual(points);
});

test("windows reach back before the first point", () => {
  const falling = [100, 90, 80, 70];
  const change = { when: "change(price('ETH-USD'), '6m') < -0.25" };
  expect(fires(change, [pricesOf(falling, at(-3))])).toEqual([0]);
  expect(fires(change, [pricesOf(falling, at(0))])).toEqual([3]);
});

test("a sample of before the first point is held as long as it lives", () => {
  const factor = (validForMs: number): StoredSeries => ({
    key: "factor.risk" as StoredSeries["key"],
    knownAtMs: Float64Array.of(at(-10) + 1),
    sampleAtMs: Float64Array.of(at(-10) + 1),
    value: Float64Array.of(-0.5),
    range: null,
    validUntilMs: Float64Array.of(at(-10) + 1 + validForMs),
  });
  const risk = { when: "factor('risk') < -0.4" };
  expect(fires(risk, [factor(3_600_000)])).toEqual([0]);
  expect(fires(risk, [factor(10 * cadenceMs - 2)])).toEqual([]);
});

test("a price is as old as its quotes: an outage ends it as live", () => {
  const gone = { when: "price('ETH-USD') > 1", noData: "fire", priority: "protective", validFrom: at(1) };
  const one = (quotedMs: number) => fires(gone, [pricesOf([60], at(0), { quotedMs })]);
  // Six minutes: with its quote at the window's very end it lives for three points more.
  expect(one(0)).toEqual([1]);
  const lost = (quotedMs: number) =>
    fires({ ...gone, when: "price('ETH-USD') < 1" }, [pricesOf([60], at(0), { quotedMs })]);
  expect(lost(0)).toEqual([4]);
  expect(lost(1_500)).toEqual([3]);
});

test("a trigger that runs away disables itself, as live, and the answer says so", () => {
  const flicker = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? 60 : 40));
  const preview = runPreview(planOf(below), [pricesOf(flicker, at(0))], settings);
  expect(preview.fires).toBe(12);
  expect(preview.notes).toEqual(["it disabled itself: it would have fired more than 12 times in 2h"]);
});

test.each<readonly [title: string, fields: object, stored: readonly StoredSeries[], notes: readonly string[]]>([
  ["nothing", {}, [pricesOf([60], fromMs)], []],
  [
    "other triggers are not there",
    { inhibitedBy: ["other"], group: "g" },
    [pricesOf([60], fromMs)],
    ["inhibitedBy and group: left out, other triggers are not part of a preview"],
  ],
  ["nothing is recorded", {}, [], ["nothing is recorded of price.ETH-USD"]],
  ["recorded in part", {}, [pricesOf([60], at(30))], ["price.ETH-USD is recorded only from 2024-08-04 01:00 UTC on"]],
])("a note that %s", (_, fields, stored, notes) => {
  expect(runPreview(planOf({ ...below, ...fields }), stored, settings).notes).toEqual(notes);
});

test.each<readonly [fires: number, days: number, sentence: string]>([
  [0, 7, "would not have fired in the last 7 days"],
  [1, 7, "would have fired once in the last 7 days"],
  [3, 7, "would have fired 3 times in the last 7 days"],
  [0, 1, "would not have fired in the last day"],
])("%d fires of %d days", (count, days, sentence) => {
  const series = pricesOf(
    Array.from({ length: count * 2 }, (_, index) => (index % 2 === 0 ? 40 : 60)),
    toMs - 20 * cadenceMs,
  );
  expect(runPreview(planOf(below, days), [series], settings).sentence).toBe(sentence);
});

test("the same fires as a replay of the same samples", () => {
  const whens = [
    "price('ETH-USD') < 50",
    "crossesBelow(price('ETH-USD'), 50)",
    "touches('ETH-USD', 50)",
    "trailingStop('ETH-USD', 0.3)",
  ];
  const walk = fc.array(fc.option(fc.integer({ min: 20, max: 80 }), { freq: 8 }), { minLength: 10, maxLength: 200 });
  const life = fc.record({
    when: fc.constantFrom(...whens),
    mode: fc.constantFrom("once", "repeat"),
    for: fc.constantFrom("0s", "2m", "6m"),
    cooldown: fc.constantFrom("0s", "10m"),
    noData: fc.constantFrom("hold", "clear", "disarm"),
  });
  let compared = 0;
  fc.assert(
    fc.property(walk, life, (list, fields) => {
      const plan = planOf(fields);
      const stored = pricesOf(list, fromMs);
      const preview = runPreview(plan, [stored], settings);
      const { registered, compiled } = plan;
      const triggers = [{ owner: "", registered, compiled }];
      const series = [toSeries(stored, cadenceMs)];
      const replayed = [...replay({ settings, series, triggers, fromMs, toMs })];
      expect(preview.at).toEqual(replayed.map(({ atMs }) => atMs));
      expect(preview.last).toEqual(replayed.at(-1)?.explain ?? null);
      compared += replayed.length;
    }),
  );
  expect(compared).toBeGreaterThan(50);
});

test("with windows, the same as a replay that began long before", () => {
  const whens = [
    "change(price('ETH-USD'), '20m') < -0.3",
    "crossesAbove(price('ETH-USD'), sma(price('ETH-USD'), '30m'))",
    "price('ETH-USD') >= max(price('ETH-USD'), '1h')",
    "zscore(price('ETH-USD'), '1h') > 1.5",
  ];
  const walk = fc.array(fc.integer({ min: 20, max: 80 }), { minLength: 700, maxLength: 900 });
  let compared = 0;
  fc.assert(
    fc.property(walk, fc.constantFrom(...whens), (list, when) => {
      const plan = planOf({ when, mode: "repeat", validFrom: fromMs });
      const stored = pricesOf(list, at(-500));
      const { registered, compiled } = plan;
      const input = {
        settings,
        series: [toSeries(stored, cadenceMs)],
        triggers: [{ owner: "", registered, compiled }],
      };
      const replayed = [...replay({ ...input, fromMs: at(-500), toMs })];
      expect(runPreview(plan, [stored], settings).at).toEqual(replayed.map(({ atMs }) => atMs));
      compared += replayed.length;
    }),
    { numRuns: 30 },
  );
  expect(compared).toBeGreaterThan(50);
});
