import fc from "fast-check";
import { expect, test } from "vitest";
import { Engine } from "../../evaluate/core/engine.ts";
import { decodeEngine, encodeEngine } from "../../evaluate/core/engine-snapshot.ts";
import { findLookAhead } from "../../evaluate/core/replay/find-look-ahead.ts";
import { openReplay, type ReplayFire, type ReplayInput, replay } from "../../evaluate/core/replay/replay.ts";
import type { NaiveInput } from "../../evaluate/core/test-naive-input.ts";
import { naiveReplay } from "../../evaluate/core/test-naive-replay.ts";
import { randomReplay } from "../../evaluate/core/test-random-series.ts";
import { differencesMs, mostFrequentMs } from "../prices/spacing.ts";
import { joinReplay } from "./load-replay.ts";

const runs = Number(process.env.PORTENT_PROPERTY_RUNS ?? 400);

test(`the engine fires exactly where a naive evaluator of the contract does (${runs} random inputs)`, () => {
  let fires = 0;
  fc.assert(
    fc.property(randomReplay, (input) => {
      const loaded = load(input);
      const expected = naiveReplay(input);
      fires += expected.length;
      const found = [...replay(loaded)].map(({ trigger, atMs }) => ({ trigger: trigger.triggerId, at: atMs }));
      expect(found).toEqual(expected);
    }),
    { numRuns: runs, endOnFailure: true },
  );
  // Random conditions that never came true would agree on nothing.
  expect(fires).toBeGreaterThan(runs);
}, 300_000);

test("what was known before the first evaluation was at no evaluation: it is crossed from by nothing", () => {
  const input: NaiveInput = {
    files: [{ barLengthMs: null, rows: [5, 5, 5, 5].map((close, at) => priceRow(at, close)) }],
    signals: [-3, 0, 1, 2].map((at) => ({
      key: "factor.risk",
      value: at > 0 ? 0.5 - at : 0.4 - at / 10,
      tsMs: startMs + at * 60_000,
    })),
    triggers: [
      { id: "crosses", when: "crossesBelow(factor('risk'), 0.5)", mode: "repeat" },
      { id: "is", when: "factor('risk') < 0.5", mode: "repeat" },
    ],
    cadenceMs: 60_000,
  };
  const found = [...replay(load(input))].map(
    ({ trigger, atMs }) => `${trigger.triggerId}@${(atMs - startMs) / 60_000}`,
  );
  expect(found).toEqual(["is@0"]);
  expect(naiveReplay(input).map(({ trigger, at }) => `${trigger}@${(at - startMs) / 60_000}`)).toEqual(found);
});

test(`stored and loaded between all points, and with rows repeated and shuffled: the same bytes (${Math.ceil(runs / 2)} random inputs)`, () => {
  fc.assert(
    fc.property(randomReplay, fc.integer(), (input, seed) => {
      const loaded = load(input);
      const straight = JSON.stringify([...replay(loaded)]);
      expect(JSON.stringify(replayEvicted(loaded))).toBe(straight);
      expect(JSON.stringify([...replay(load(disturb(input, seed)))])).toBe(straight);
    }),
    { numRuns: Math.ceil(runs / 2), endOnFailure: true },
  );
}, 300_000);

test("without the future, the past is the same", () => {
  fc.assert(
    fc.property(randomReplay, (input) => {
      expect(findLookAhead(load(input), 5)).toBeNull();
    }),
    { numRuns: Math.ceil(runs / 8), endOnFailure: true },
  );
}, 300_000);

test("a series that looks ahead is found out", () => {
  const honest = load({
    files: [{ barLengthMs: null, rows: [1, 2, 3, 4, 9, 9, 9].map((close, at) => priceRow(at, close)) }],
    triggers: [{ id: "t", when: "price('A/USDT') > 8" }],
    cadenceMs: 60_000,
  });
  expect(findLookAhead(honest, 3)).toBeNull();
  // Whole, each of its values is the last; cut off, another.
  const series = honest.series.map((one) => ({
    ...one,
    value: Object.assign(one.value.slice().fill(9), { slice: () => one.value.slice().fill(1) }),
  }));
  expect(findLookAhead({ ...honest, series }, 3)).toContain("another fire");
});

const startMs = 1_621_123_200_000;
const priceRow = (at: number, close: number): NaiveInput["files"][number]["rows"][number] => ({
  tsMs: startMs + at * 60_000,
  symbol: "A/USDT",
  low: close,
  high: close,
  close,
});

function replayEvicted(input: ReplayInput): ReplayFire[] {
  const run = openReplay(input);
  let { engine } = run;
  const fires: ReplayFire[] = [];
  for (const tick of run.ticks) {
    fires.push(...run.step(engine, tick));
    const state = decodeEngine(encodeEngine(engine.save()));
    if (!state.ok) throw new Error(state.error);
    engine = new Engine(input.settings);
    engine.restore(state.value);
  }
  return fires;
}

/** Every file with some rows twice, in another order; of rows with one time the last written stays last. */
function disturb(input: NaiveInput, seed: number): NaiveInput {
  const random = fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), { numRuns: 2_000, seed });
  const files = input.files.map(({ rows, ...file }) => {
    const last = [...new Map(rows.map((row) => [`${row.symbol} ${row.tsMs}`, row])).values()];
    const twice = [...rows, ...last.filter((_, at) => (random[at % random.length] ?? 0) < 0.3)];
    const order = twice.map((row, at) => ({ row, key: random[(at * 7) % random.length] ?? 0 }));
    return { ...file, rows: [...order.sort((a, b) => a.key - b.key).map(({ row }) => row), ...last] };
  });
  return { ...input, files };
}

/** The command finds the length of the bars in the file; the naive evaluator is told. */
const showsItsBarLength = ({ barLengthMs, rows }: NaiveInput["files"][number]): boolean =>
  barLengthMs === null || barLengthMs === mostFrequentMs(differencesMs(bySymbol(rows)));

const bySymbol = (rows: NaiveInput["files"][number]["rows"]) =>
  [...Map.groupBy(rows, ({ symbol }) => symbol).values()].map((own) => ({ tsMs: own.map(({ tsMs }) => tsMs) }));

/** The same input as text, through the reader of the command. Random conditions that can never be true are left out. */
function load({ files, signals = [], triggers, cadenceMs, maxStalenessMs }: NaiveInput): ReplayInput {
  fc.pre(files.every(showsItsBarLength));
  const loaded = joinReplay({
    prices: files.map((file, at) => ({ path: `${at}.csv`, text: toCsv(file) })),
    signals: [{ path: "signals.jsonl", text: signals.map(toLine).join("\n") }],
    triggers: { path: "triggers.json", text: JSON.stringify(triggers) },
    cadenceMs,
    barLengthMs: undefined,
    maxStalenessMs,
    guard: null,
    isStrict: true,
  });
  if (loaded.ok) return loaded.value.input;
  fc.pre(!loaded.error.message.includes("can never be true"));
  throw new Error(loaded.error.message);
}

function toCsv({ barLengthMs, rows }: NaiveInput["files"][number]): string {
  const lines =
    barLengthMs === null
      ? rows.map(({ tsMs, symbol, close }) => [tsMs, symbol, close])
      : rows.map(({ tsMs, symbol, open, high, low, close }) => [tsMs, symbol, open ?? close, high, low, close, 0]);
  const header = barLengthMs === null ? "ts_ms,symbol,price" : "ts_ms,symbol,open,high,low,close,volume";
  return [header, ...lines.map((line) => line.join(","))].join("\n");
}

const toLine = ({ key, value, tsMs, validUntilMs }: NonNullable<NaiveInput["signals"]>[number]): string =>
  JSON.stringify({ key, value, ts_ms: tsMs, valid_until_ms: validUntilMs });
