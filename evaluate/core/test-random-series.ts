import fc from "fast-check";
import type { NaiveFile, NaiveInput, NaiveRow, NaiveSignal } from "./test-naive-input.ts";
import { measureSteps } from "./test-naive-sources.ts";
import type { RandomScene } from "./test-random-conditions.ts";
import { inPercent, randomTriggers } from "./test-random-triggers.ts";

/** 2021-05-16T00:00:00Z, a multiple of every cadence and bar length here. */
const startMs = 1_621_123_200_000;
const minuteMs = 60_000;
const spanMs = 300 * minuteMs;

const symbols = [
  { symbol: "A/USDT", base: 100 },
  { symbol: "B/USDT", base: 50 },
  { symbol: "C/USDT", base: 20 },
] as const;

/**
 * Random inputs of a replay: up to three symbols in files of bars or prices, signals and events, and triggers over all
 * constructs and life fields that a replay accepts. Prices walk on a grid of halves, so that they often stand exactly
 * on a level; where two sums may differ in their last bits, the conditions keep away from equality.
 */
export const randomReplay: fc.Arbitrary<NaiveInput> = fc
  .record({
    cadenceMs: fc.constantFrom(minuteMs, 2 * minuteMs, 2 * minuteMs, 5 * minuteMs, 90_000),
    maxStalenessMs: inPercent(30, fc.constantFrom(2 * minuteMs, 7 * minuteMs, 30 * minuteMs)),
    files: randomFiles(),
    signals: randomSignals(),
  })
  .chain(({ cadenceMs, maxStalenessMs, files, signals }) =>
    randomTriggers(describeScene(files, signals, cadenceMs), { startMs, spanMs }).map((triggers) => ({
      files,
      signals,
      triggers,
      cadenceMs,
      ...(maxStalenessMs === undefined ? {} : { maxStalenessMs }),
    })),
  );

type Series = {
  readonly symbol: string;
  readonly base: number;
  readonly barLengthMs: number | null;
  readonly startAfterMs: number;
  readonly moves: readonly Move[];
};

/** How the next row stands to the one before. */
type Move = {
  readonly delta: number;
  readonly up: number;
  readonly down: number;
  /** Bars left out; for prices, what is added to their distance. */
  readonly missing: number;
  readonly spacingMs: number;
};

function randomFiles(): fc.Arbitrary<NaiveFile[]> {
  return fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.tuple(...symbols.map(randomSeries)))
    .chain(([count, series]) => {
      const byShape = Map.groupBy(series.slice(0, count), ({ barLengthMs }) => barLengthMs);
      return fc.tuple(...[...byShape].map(([barLengthMs, list]) => randomShape(barLengthMs, list.flatMap(walkRows))));
    })
    .map((files) => files.flat());
}

/** All rows of one shape, with duplicates, in any order, in one file or in two that overlap. */
function randomShape(barLengthMs: number | null, rows: readonly NaiveRow[]): fc.Arbitrary<NaiveFile[]> {
  return fc
    .record({
      again: fc.array(fc.record({ at: fc.nat(), shift: fc.constantFrom(-2, -0.5, 0, 1, 3) }), { maxLength: 6 }),
      cutAt: inPercent(30, fc.nat({ max: rows.length })),
      isShuffled: fc.boolean(),
    })
    .chain(({ again, cutAt, isShuffled }) => {
      const written = [...rows, ...again.flatMap(({ at, shift }) => shiftRow(rows[at % rows.length], shift))];
      const parts = cutAt === undefined ? [written] : splitRows(rows, written, cutAt);
      return fc.tuple(...parts.map((part) => (isShuffled ? shuffle(part) : fc.constant(part))));
    })
    .map((parts) => parts.map((part) => ({ barLengthMs, rows: part })));
}

/** Two parts that have some minutes in common, the second a little higher there; whole where a part shows no spacing. */
function splitRows(rows: readonly NaiveRow[], written: readonly NaiveRow[], cutAt: number): (readonly NaiveRow[])[] {
  const cutMs = rows[cutAt]?.tsMs ?? startMs;
  const isCommon = ({ tsMs }: NaiveRow): boolean => tsMs >= cutMs && tsMs < cutMs + 10 * minuteMs;
  const first = written.filter((row) => row.tsMs < cutMs || isCommon(row));
  const second = written.flatMap((row) => (isCommon(row) ? shiftRow(row, 1) : row.tsMs < cutMs ? [] : [row]));
  const showsSpacing = (part: readonly NaiveRow[]): boolean =>
    [...Map.groupBy(part, ({ symbol }) => symbol).values()].some((list) => new Set(list.map((r) => r.tsMs)).size > 1);
  return showsSpacing(first) && showsSpacing(second) ? [first, second] : [written];
}

function randomSeries({ symbol, base }: { readonly symbol: string; readonly base: number }): fc.Arbitrary<Series> {
  const often = <T>(...items: readonly (readonly [weight: number, value: fc.Arbitrary<T>])[]): fc.Arbitrary<T> =>
    fc.oneof(...items.map(([weight, arbitrary]) => ({ weight, arbitrary })));
  return fc.record({
    symbol: fc.constant(symbol),
    base: fc.constant(base),
    barLengthMs: fc.constantFrom(minuteMs, minuteMs, 2 * minuteMs, 5 * minuteMs, null, null),
    startAfterMs: often(
      [3, fc.constant(0)],
      [2, fc.integer({ min: 0, max: 20 }).map((minutes) => minutes * minuteMs)],
      [1, fc.integer({ min: 0, max: 120 }).map((seconds) => seconds * 10_000)],
    ),
    moves: fc.array(
      fc.record({
        delta: fc.constantFrom(-3, -2, -1, -1, -0.5, 0, 0, 0.5, 1, 1, 2, 3),
        up: fc.constantFrom(0, 0, 0.5, 1, 3),
        down: fc.constantFrom(0, 0, 0.5, 1, 3),
        missing: often(
          [120, fc.constant(0)],
          [8, fc.integer({ min: 1, max: 4 })],
          [1, fc.integer({ min: 15, max: 60 })],
        ),
        spacingMs: fc.constantFrom(20_000, 30_000, minuteMs, minuteMs, 2 * minuteMs, 150_000, 5 * minuteMs),
      }),
      { minLength: 20, maxLength: 300, size: "max" },
    ),
  });
}

function walkRows({ symbol, base, barLengthMs, startAfterMs, moves }: Series): NaiveRow[] {
  const rows: NaiveRow[] = [];
  let tsMs = startMs + startAfterMs;
  let price: number = base;
  for (const { delta, up, down, missing, spacingMs } of moves) {
    if (tsMs > startMs + spanMs) break;
    const open = price;
    price = Math.min(base + 8, Math.max(base - 8, price + delta));
    if (barLengthMs === null) {
      rows.push({ tsMs, symbol, high: price, low: price, close: price });
    } else {
      rows.push({
        tsMs,
        symbol,
        open,
        high: Math.max(open, price) + up,
        low: Math.min(open, price) - down,
        close: price,
      });
    }
    tsMs += barLengthMs === null ? spacingMs + missing * minuteMs : barLengthMs * (1 + missing);
  }
  return rows;
}

function shiftRow(row: NaiveRow | undefined, by: number): NaiveRow[] {
  if (row === undefined) return [];
  return [{ ...row, high: row.high + by, low: row.low + by, close: row.close + by }];
}

/** Samples of a signal every few minutes, from before the first price; some with an end of their own. */
function randomSignals(): fc.Arbitrary<NaiveSignal[]> {
  const gapMs = fc.constantFrom(30_000, minuteMs, 2 * minuteMs, 3 * minuteMs, 5 * minuteMs, 40 * minuteMs);
  const samples = (key: string) =>
    fc
      .array(
        fc.record({
          gapMs,
          value: fc.integer({ min: 1, max: 9 }).map((tenths) => tenths / 10),
          validForMs: inPercent(50, fc.constantFrom(0, 2 * minuteMs, 10 * minuteMs)),
        }),
        { maxLength: 100, size: "max" },
      )
      .map((list) => {
        let tsMs = startMs - 10 * minuteMs;
        return list.map(({ gapMs, value, validForMs }): NaiveSignal => {
          tsMs += gapMs;
          return { key, value, tsMs, ...(validForMs === undefined ? {} : { validUntilMs: tsMs + validForMs }) };
        });
      });
  const events = fc
    .array(
      fc.record({
        key: fc.constantFrom("event.hack", "event.hack.bridge", "event.hacker", "event.quake"),
        gapMs: fc.constantFrom(10_000, minuteMs, 7 * minuteMs, 30 * minuteMs),
      }),
      { maxLength: 30 },
    )
    .map((list) => {
      let tsMs = startMs - 30 * minuteMs;
      return list.map(({ key, gapMs }): NaiveSignal => {
        tsMs += gapMs;
        return { key, value: 1, tsMs };
      });
    });
  return fc
    .tuple(samples("factor.risk"), samples("market.election"), samples("cluster.A/USDT.stress"), events)
    .chain((lists) => fc.oneof(fc.constant<NaiveSignal[]>([]), fc.constant(lists.flat()), shuffle(lists.flat())));
}

function describeScene(files: readonly NaiveFile[], signals: readonly NaiveSignal[], cadenceMs: number): RandomScene {
  const steps = measureSteps(files, cadenceMs);
  const keys = new Set(signals.map(({ key }) => key));
  const named: readonly (readonly [string, string])[] = [
    ["factor.risk", "factor('risk')"],
    ["factor.risk", "signal('factor.risk')"],
    ["market.election", "market('election')"],
    ["cluster.A/USDT.stress", "cluster('A/USDT', 'stress')"],
  ];
  const filters = ["hack", "hack.bridge", "quake"].filter((filter) => keys.has(`event.${filter}`));
  return {
    cadenceMs,
    longestStepMs: Math.max(...steps.values()),
    prices: symbols.filter(({ symbol }) => steps.has(symbol)),
    indices: named.flatMap(([key, text]) => (keys.has(key) ? [text] : [])),
    eventFilters: filters.length > 0 ? [...filters, "*"] : [],
  };
}

const shuffle = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
