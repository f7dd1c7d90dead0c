import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import type { NaiveFile, NaiveRow, NaiveSignal, NaiveTrigger } from "./test-naive-input.ts";
import { naiveReplay } from "./test-naive-replay.ts";
import { measureSteps } from "./test-naive-sources.ts";
import { randomReplay } from "./test-random-series.ts";

const folder = process.env.PORTENT_DATA ?? join(import.meta.dirname, "../../../shared/data");
const recorded = {
  prices: join(folder, "prices/binance_spot_1m_2021-05-16_20.csv.gz"),
  triggers: join(folder, "golden/triggers_2021-05-19.json"),
  fires: join(folder, "golden/fires_2021-05-19.jsonl"),
};

test("the golden fires of 19 May 2021", { timeout: 60_000 }, ({ skip }) => {
  const missing = Object.values(recorded).filter((path) => !existsSync(path));
  skip(missing.length > 0, `recorded data not found: ${missing.join(", ")}`);
  const triggers: readonly NaiveTrigger[] = JSON.parse(readFileSync(recorded.triggers, "utf8"));
  const expected = readFileSync(recorded.fires, "utf8").trim().split("\n");
  const fires = naiveReplay({ files: [{ barLengthMs: 60_000, rows: readBars() }], triggers, cadenceMs: 120_000 });
  expect(fires.map(({ trigger, at }) => JSON.stringify({ trigger, at }))).toEqual(expected);
});

function readBars(): NaiveRow[] {
  const [, ...lines] = gunzipSync(readFileSync(recorded.prices)).toString().trim().split("\n");
  return lines.map((line) => {
    const [tsMs, symbol = "", open, high, low, close] = line.split(",");
    const bar = { open: Number(open), high: Number(high), low: Number(low), close: Number(close) };
    return { tsMs: Number(tsMs), symbol, ...bar };
  });
}

const startMs = 1_621_123_200_000;
const minuteMs = 60_000;
const minute = (index: number): number => startMs + index * minuteMs;

/** One digit a minute, the price of A; a dot: no sample. A second symbol keeps evaluations going. */
function play(prices: string, triggers: readonly NaiveTrigger[], signals: readonly NaiveSignal[] = []): string[] {
  const rows = [...prices].flatMap((digit, i) => (digit === "." ? [] : [writePrice("A", i, Number(digit))]));
  const clock = [...prices].map((_, i) => writePrice("CLOCK", i, 1));
  const files = [rows, clock].map((part) => ({ barLengthMs: null, rows: part }));
  const fires = naiveReplay({ files, signals, triggers, cadenceMs: minuteMs });
  return fires.map(({ trigger, at }) => `${trigger}@${(at - startMs) / minuteMs}`);
}

function writePrice(symbol: string, index: number, price: number): NaiveRow {
  return { tsMs: minute(index), symbol, high: price, low: price, close: price };
}

type Fields = Omit<NaiveTrigger, "id" | "when"> & { readonly when?: string };
const low = { id: "t", when: "price('A') < 3", mode: "repeat" as const };
/** Whatever is not sampled at an evaluation is unknown there. */
const fresh = { maxStaleness: "0s" };

test.each<readonly [title: string, prices: string, fields: Fields, firesAt: readonly number[]]>([
  ["fires again after it was false", "52252", {}, [1, 4]],
  ["once", "52252", { mode: "once" }, [1]],
  ["maxFires", "252525", { maxFires: 2 }, [0, 2]],
  ["for: from the first true evaluation", "522252225", { for: "2m" }, [3, 7]],
  ["for: an unknown evaluation does not count", "52.22", { for: "2m", ...fresh }, [4]],
  ["for: under clear it breaks", "52.222", { for: "2m", noData: "clear", ...fresh }, [5]],
  ["keepFor", "25552", { keepFor: "2m" }, [0, 4]],
  ["keepFor: broken and begun anew", "25525552", { keepFor: "2m" }, [0, 7]],
  ["keepFor: an unknown evaluation does not count", "25.552", { keepFor: "2m", ...fresh }, [0, 5]],
  ["keepFor: under clear it counts", "2..2", { keepFor: "1m", noData: "clear", ...fresh }, [0, 3]],
  ["clearWhen alone re-arms", "252572", { clearWhen: "price('A') > 6" }, [0, 5]],
  ["re-armed while true: needs to be false first", "2222522", { clearWhen: "price('A') > 0" }, [0, 5]],
  ["an unknown clearWhen under clear breaks keepFor", "75.5557", { when: "price('A') > 6", ...clearOf("clear") }, [0]],
  ["an unknown clearWhen under hold does not", "75.5557", { when: "price('A') > 6", ...clearOf("hold") }, [0, 6]],
  ["cooldown", "2525252", { cooldown: "3m" }, [0, 4]],
  ["cooldown: at its very end", "25522", { cooldown: "3m" }, [0, 3]],
  ["cooldown: `for` goes on meanwhile", "2522222", { cooldown: "4m", for: "2m" }, [4]],
  ["validFrom: `for` starts inside", "2222222", { validFrom: minute(2), for: "1m" }, [3]],
  ["validFrom with an offset", "22222", { validFrom: "2021-05-16T02:03:00+02:00" }, [3]],
  ["validUntil is outside", "5552", { validUntil: minute(3) }, []],
  ["validUntil: just before", "5522", { validUntil: minute(3) }, [2]],
  ["fire: at each unknown stretch, whatever `for` says", "5..5..5", { for: "9m", ...lost("fire") }, [1, 4]],
  ["fire: not before it was known", "..5.", lost("fire"), [3]],
  ["fire: when the cooldown ends within the stretch", "5.5....", { cooldown: "3m", ...lost("fire") }, [1, 4]],
  ["fire: needs to be false after a fire", "52..52", lost("fire"), [1, 5]],
  ["fire: nothing outside the valid time", "5..", { validFrom: minute(2), ...lost("fire") }, [2]],
  ["disarm: for good", "52.52", lost("disarm"), [1]],
  ["disarm: not before it was known", ".52", lost("disarm"), [2]],
  ["disarm: outside the valid time too", "5.52", { validFrom: minute(2), ...lost("disarm") }, []],
  ["data is held for three steps", "55....", { noData: "fire" }, [5]],
  ["crossesBelow: not from beyond", "2252", { when: "crossesBelow(price('A'), 3)" }, [3]],
  ["crossesBelow: from the level", "32", { when: "crossesBelow(price('A'), 3)" }, [1]],
  ["crossesAbove: from the level", "34", { when: "crossesAbove(price('A'), 3)" }, [1]],
  ["crossesBelow: from held data", "5.2", { when: "crossesBelow(price('A'), 3)" }, [2]],
  ["crossesBelow: not from no data", "5.2", { when: "crossesBelow(price('A'), 3)", ...fresh }, []],
  ["touches: the way from the price before", "5.3", { when: "touches('A', 4)" }, [2]],
  ["touches: the way up, too", "3.5", { when: "touches('A', 4)" }, [2]],
  ["touches: no way from no data", "5.3", { when: "touches('A', 4)", ...fresh }, []],
  ["trailingStop: the peak starts anew at a fire", "84442", { when: "trailingStop('A', 0.5)" }, [1, 4]],
  ["trailingStop: the verdict stays between samples", "84.", { when: "trailingStop('A', 0.5)", for: "1m" }, [2]],
  ["trailingStop: nor does it re-arm between samples", "84.2", { when: "trailingStop('A', 0.5)" }, [1]],
  ["change: against the price a window before", "2223", { when: "change(price('A'), '2m') >= 0.5" }, [3]],
  ["change: no data before the first evaluation", "29", { when: "!(change(price('A'), '2m') > 100)" }, []],
  ["sma: known with half of its samples", "5567", { when: "price('A') >= sma(price('A'), '4m')" }, [1]],
  ["sma: a held price is no sample", "55....", { when: "sma(price('A'), '4m') > 9", noData: "fire" }, [4]],
  ["stddev: of the population", "4626", { when: "stddev(price('A'), '2m') == 1" }, [1]],
  ["zscore: unknown of a constant", "55556", { when: "!(zscore(price('A'), '4m') > 9)" }, [4]],
  ["ema: seeded with the first sample", "2486", { when: "ema(price('A'), '3m') == 5.5" }, [2]],
  ["false decides an and, true an or", "5.5", { when: "!(price('A') > 9 && price('CLOCK') > 1)", ...fresh }, [0]],
])("%s: %s", (_, prices, fields, firesAt) => {
  expect(play(prices, [{ ...low, ...fields }])).toEqual(firesAt.map((index) => `t@${index}`));
});

function lost(noData: "fire" | "disarm"): Fields {
  return { noData, ...fresh };
}

function clearOf(noData: "clear" | "hold"): Fields {
  return { clearWhen: "price('A') == 5", keepFor: "3m", noData, ...fresh };
}

const sample = (key: string, index: number, value = 1): NaiveSignal => ({ key, value, tsMs: minute(index) });

test.each<readonly [title: string, signals: readonly NaiveSignal[], fields: Fields, firesAt: readonly number[]]>([
  [
    "events of the last two minutes, without those of another name",
    [sample("event.hack", 1), sample("event.hacker", 2), sample("event.hack.bridge", 3), sample("event.hack", 4)],
    { when: "eventCount('hack', '2m') >= 2" },
    [4],
  ],
  ["all events", [sample("event.hack", 1), sample("event.quake", 2)], { when: "eventCount('*', '2m') >= 2" }, [2]],
  ["a signal from before the start is held", [sample("factor.risk", -2)], { when: "factor('risk') == 1" }, [0]],
  [
    "a signal ends when it says so",
    [{ ...sample("market.x", 1), validUntilMs: minute(5) }],
    { when: "market('x') < 0", noData: "fire" },
    [6],
  ],
  [
    "or earlier, when the trigger wants fresher data",
    [{ ...sample("market.x", 1), validUntilMs: minute(5) }],
    { when: "market('x') < 0", noData: "fire", maxStaleness: "2m" },
    [4],
  ],
  [
    "else after three of its steps: the lower median of the distances",
    [sample("cluster.A.stress", 0), sample("cluster.A.stress", 1), sample("cluster.A.stress", 3)],
    { when: "cluster('A', 'stress') < 0", noData: "fire" },
    [7],
  ],
  [
    "rounded to whole minutes, halves up",
    [sample("cluster.A.stress", 0), sample("cluster.A.stress", 1.5)],
    { when: "cluster('A', 'stress') < 0", noData: "fire" },
    [8],
  ],
])("%s", (_, signals, fields, firesAt) => {
  expect(play("5555555555", [{ ...low, ...fields }], signals)).toEqual(firesAt.map((index) => `t@${index}`));
});

test.each<readonly [title: string, prices: string, fields: Readonly<Record<string, Fields>>, fires: readonly string[]]>(
  [
    ["one of a group fires", "52552", { a: { group: "g" }, b: { group: "g" } }, ["a@1", "a@4"]],
    ["a protective one first", "2", { a: { group: "g" }, b: { group: "g", priority: "protective" } }, ["b@0"]],
    ["then one that casts", "2", { a: { group: "g" }, b: { group: "g", action: { type: "cast" } } }, ["b@0"]],
    [
      "an absorbed trigger does not end",
      "525522",
      { a: { group: "g", mode: "once" }, b: { group: "g", mode: "once" } },
      ["a@1", "b@4"],
    ],
    ["a fire inhibits at once and until re-armed", "222", { a: {}, b: { inhibitedBy: ["a"] } }, ["a@0"]],
    ["whatever the order", "222", { b: {}, a: { inhibitedBy: ["b"] } }, ["b@0"]],
    ["re-arming frees at once", "25", { a: {}, b: { when: "price('A') > 4", inhibitedBy: ["a"] } }, ["a@0", "b@1"]],
    [
      "who has ended inhibits for good",
      "2525",
      { a: { mode: "once" }, b: { when: "price('A') > 4", inhibitedBy: ["a"] } },
      ["a@0"],
    ],
    [
      "inhibition only forbids the fire",
      "77755",
      { a: { when: "price('A') > 6" }, b: { when: "price('A') > 3", for: "1m", inhibitedBy: ["a"] } },
      ["a@0", "b@3"],
    ],
    [
      "who is inhibited is not absorbed",
      "2752",
      {
        a: { clearWhen: "price('A') > 6" },
        b: { group: "g", inhibitedBy: ["a"], clearWhen: "price('A') > 8" },
        c: { group: "g", clearWhen: "price('A') > 6" },
      },
      ["a@0", "c@0", "a@3", "c@3"],
    ],
    [
      "being absorbed inhibits, too",
      "522",
      { a: { group: "g" }, b: { group: "g" }, c: { inhibitedBy: ["b"] }, d: { inhibitedBy: ["b"], for: "1m" } },
      ["a@1"],
    ],
    [
      "an inhibitor goes before its better rival",
      "2",
      { a: { group: "g" }, b: { group: "g", priority: "protective", inhibitedBy: ["a"] } },
      ["a@0"],
    ],
  ],
)("%s", (_, prices, fields, fires) => {
  expect(
    play(
      prices,
      Object.entries(fields).map(([id, more]) => ({ ...low, ...more, id })),
    ),
  ).toEqual(fires);
});

/** Constructs and operators of conditions, fields of triggers, and the values of two of them. */
const words = [
  ...["price", "low", "high", "signal", "factor", "market", "cluster", "eventCount", "spread", "ratio"],
  ...["change", "sma", "ema", "stddev", "zscore", "min", "max"],
  ...["crossesAbove", "crossesBelow", "touches", "trailingStop"],
  ...["<", "<=", ">", ">=", "==", "!=", "&&", "||", "!", "+", "-", "*", "/"],
  ...["when", "clearWhen", "for", "keepFor", "mode", "cooldown", "maxFires", "noData", "maxStaleness"],
  ...["validFrom", "validUntil", "priority", "group", "inhibitedBy", "action"],
  ...["hold", "clear", "disarm", "fire", "once", "repeat"],
];

describe("random inputs", () => {
  test("what becomes known later changes no fire", () => {
    let compared = 0;
    fc.assert(
      fc.property(randomReplay, fc.integer({ min: 20, max: 200 }), (input, cutAfter) => {
        const cutMs = minute(cutAfter);
        const files = input.files.map(({ barLengthMs, rows }): NaiveFile => {
          return { barLengthMs, rows: rows.filter(({ tsMs }) => tsMs + (barLengthMs ?? 0) <= cutMs) };
        });
        const signals = (input.signals ?? []).filter(({ tsMs }) => tsMs <= cutMs);
        const known = { ...input, files, signals };
        // A spacing, and which signals there are, is known of the whole input only.
        if (describeKnown(known) !== describeKnown(input)) return;
        const early = naiveReplay(known);
        const lastMs = Math.max(
          ...files.flatMap(({ barLengthMs, rows }) => rows.map((r) => r.tsMs + (barLengthMs ?? 0))),
        );
        expect(early).toEqual(naiveReplay(input).filter(({ at }) => at <= lastMs));
        compared += early.length;
      }),
      { seed: 20210519, numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  test("each construct and each field has its say in some fire", () => {
    const fired = fc.sample(randomReplay, { seed: 20210519, numRuns: 150 }).flatMap((input) => {
      const ids = new Set(naiveReplay(input).map(({ trigger }) => trigger));
      return input.triggers.filter(({ id }) => ids.has(id));
    });
    const constructs = fired.flatMap(({ when }) => {
      const bare = when.replaceAll(/'[^']*'|"[^"]*"/g, "");
      return bare.match(/[a-zA-Z]+(?=\()|(?<= )([=!<>]=|[-+*/<>]|&&|\|\|)(?= )|!(?=\()/g) ?? [];
    });
    const fields = fired.flatMap((trigger) => Object.keys(trigger));
    const policies = fired.flatMap(({ noData = "hold", mode = "once" }) => [noData, mode]);
    const said = new Set([...constructs, ...fields, ...policies]);
    expect(words.filter((word) => !said.has(word))).toEqual([]);
  });
});

/** What is fixed from the start: the steps, and which signals there are, how far apart. */
function describeKnown({ files, signals = [], cadenceMs }: Parameters<typeof naiveReplay>[0]): string {
  const asFiles = [...Map.groupBy(signals, ({ key }) => key)].map(([key, samples]): NaiveFile => {
    return { barLengthMs: null, rows: samples.map(({ tsMs }) => ({ tsMs, symbol: key, high: 1, low: 1, close: 1 })) };
  });
  const steps = [measureSteps(files, cadenceMs), ...asFiles.map((file) => measureSteps([file], cadenceMs))];
  return JSON.stringify(steps.map((step) => [...step].sort(([a], [b]) => compareCodePoints(a, b))));
}
