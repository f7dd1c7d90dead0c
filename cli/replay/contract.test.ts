import { describe, expect, test } from "vitest";
import type { NaiveFile, NaiveSignal, NaiveTrigger } from "../../evaluate/core/test-naive-input.ts";
import { barsOf, minute, playBoth, pricesOf } from "./test-play-both.ts";

/**
 * What the documented semantics say, each sentence with numbers that can be checked by hand; for the engine, and for an
 * evaluator that shares no code with it.
 */
type Fields = Omit<NaiveTrigger, "id">;

function expectFires(
  files: readonly NaiveFile[],
  triggers: readonly NaiveTrigger[],
  fires: readonly string[],
  more = {},
) {
  const played = playBoth({ files, triggers, ...more });
  expect(played.engine).toEqual(fires);
  expect(played.naive).toEqual(fires);
}

const fresh = { maxStaleness: "0s" };
/** Fires where the condition has no data, having had some. */
const lost = { noData: "fire", priority: "protective", mode: "repeat" } as const;

/** A's prices, one digit a minute from minute 0; a second symbol keeps evaluations going. */
function play(digits: string, fields: Fields, firesAt: readonly number[], more = {}): void {
  const files = [pricesOf("A", digits), pricesOf("CLOCK", "1".repeat(digits.length))];
  expectFires(
    files,
    [{ id: "t", mode: "repeat", ...fields }],
    firesAt.map((at) => `t@${at}`),
    more,
  );
}

const table = (
  rows: readonly (readonly [title: string, digits: string, fields: Fields, firesAt: readonly number[]])[],
) => test.each(rows)("%s: %s", (_, digits, fields, firesAt) => play(digits, fields, firesAt));

describe("numbers and operators", () => {
  table([
    ["less", "323", { when: "price('A') < 3" }, [1]],
    ["at most", "434", { when: "price('A') <= 3" }, [1]],
    ["more", "343", { when: "price('A') > 3" }, [1]],
    ["at least", "232", { when: "price('A') >= 3" }, [1]],
    ["equal", "232", { when: "price('A') == 3" }, [1]],
    ["not equal", "323", { when: "price('A') != 3" }, [1]],
    ["a number on the left", "323", { when: "3 > price('A')" }, [1]],
    ["division is real, of whole numbers, too", "12", { when: "1 / 2 * price('A') == 0.5" }, [0]],
    ["doubles, as they are", "12", { when: "0.1 + 0.2 * price('A') == 0.3" }, []],
    ["product before sum", "12", { when: "2 + 3 * price('A') == 5" }, [0]],
    ["brackets before product", "12", { when: "(2 + 3) * price('A') == 5" }, [0]],
    ["from the left", "12", { when: "8 - 4 - price('A') == 3 && 8 / 4 / 2 * price('A') == 1" }, [0]],
    ["a sign before all", "12", { when: "-price('A') + 3 == 2" }, [0]],
    ["and before or", "152", { when: "price('A') == 1 || price('A') == 2 && price('A') > 2" }, [0]],
    ["brackets before and", "152", { when: "(price('A') == 1 || price('A') == 2) && price('A') > 1" }, [2]],
    ["not", "525", { when: "!(price('A') > 3)" }, [1]],
    ["a division by 0 is unknown", "122", { when: "1 / (price('A') - 1) > 0", ...lost }, [1]],
    ["0 by 0, too", "21", { when: "(price('A') - 1) / (price('A') - 1) > 5", ...lost }, [1]],
    ["spread is a difference", "35", { when: "spread(price('A'), 4) > 0" }, [1]],
    ["ratio is a quotient", "35", { when: "ratio(price('A'), 2) > 2" }, [1]],
    ["a signal by its full name", "35", { when: 'signal("price.A") > 4' }, [1]],
  ]);
});

describe("what is known at an evaluation", () => {
  table([
    [
      "the previous price stays until it is older than three steps",
      "91.....",
      { when: "price('A') > 9", ...lost },
      [5],
    ],
    ["a trigger's own limit of age", "91.....", { when: "price('A') > 9", maxStaleness: "1m", ...lost }, [3]],
    ["with the range that it had", "95...", { when: "high('A') == 9 && low('A') == 5", for: "2m" }, [3]],
    ["a range joins the price before", "193", { when: "low('A') == 3 && high('A') == 9" }, [2]],
    ["not over a time without data", "1.39", { when: "low('A') == 1 && high('A') == 3", ...fresh }, []],
    ["but over held data", "1.39", { when: "low('A') == 1 && high('A') == 3" }, [2]],
    ["false decides an and", "5.5", { when: "!(price('A') > 9 && price('CLOCK') > 0)", ...fresh }, [0]],
    ["and what is unknown leaves it open", "5.5", { when: "!(price('A') > 9 && price('CLOCK') > 9)", ...fresh }, [0]],
    ["true decides an or", "595", { when: "price('A') > 9 || price('CLOCK') > 0", ...fresh }, [0]],
  ]);

  test.each<readonly [title: string, cadenceMinutes: number, bars: string, when: string, firesAt: readonly number[]]>([
    ["a bar is known when it ends", 1, "2-3-4 5-6-7", "price('A') == 3", [1]],
    ["with its own low and high", 1, "2-3-4 5-6-7", "low('A') == 5 && high('A') == 7", [2]],
    ["the price before is no part of a bar's range", 1, "9-9-9 5-6-7", "high('A') >= 9", [1]],
    ["of several bars the last price and the range of all", 2, "1-3-4 2-6-7", "price('A') == 6 && low('A') == 1", [2]],
    [
      "(T − cadence, T]: what ended at the evaluation before is no part",
      2,
      "1-3-4 2-6-7 5-5-5 5-5-5",
      "low('A') < 5",
      [2],
    ],
    [
      "between bars the last one stays whole",
      1,
      "5-6-7 .",
      "low('A') == 5 && high('A') == 7 && price('CLOCK') == 2",
      [2],
    ],
  ])("bars: %s", (_, cadenceMinutes, bars, when, firesAt) => {
    const clock = pricesOf("CLOCK", [...bars.split(" "), ""].map((_, index) => index).join(""));
    // The clock's first price is 0, which no price is.
    const rows = clock.rows.filter(({ close }) => close > 0);
    const files = [barsOf("A", bars), { ...clock, rows }];
    const triggers = [{ id: "t", when, mode: "repeat" as const }];
    expectFires(
      files,
      triggers,
      firesAt.map((at) => `t@${at}`),
      { cadenceMs: cadenceMinutes * 60_000 },
    );
  });

  test("evaluations are the multiples of the cadence from the first known sample to the last", () => {
    const files = [pricesOf("A", ".1"), pricesOf("B", "......1")];
    const always = [{ id: "t", when: "price('A') > 0", mode: "repeat" as const, clearWhen: "price('A') > 0" }];
    // At 3 it fires; it fires again only after it was false, which it never is.
    expectFires(files, always, ["t@3"], { cadenceMs: 180_000 });
    expectFires(files, [{ id: "t", when: "price('B') > 0" }], ["t@6"], { cadenceMs: 180_000 });
    expectFires([pricesOf("A", ".1")], [{ id: "t", when: "price('A') > 0" }], [], { cadenceMs: 180_000 });
  });

  test("a sample that is too old when it comes is no data", () => {
    const files = [pricesOf("A", "9...."), pricesOf("CLOCK", "1111111")];
    const known = { id: "t", when: "price('A') > 0", maxStaleness: "1m" };
    expectFires([pricesOf("A", ".9"), pricesOf("CLOCK", "1111111")], [known], [], { cadenceMs: 180_000 });
    expectFires(files, [known], ["t@0"], { cadenceMs: 180_000 });
  });

  test("the age that is given for all holds where a trigger says none", () => {
    const files = [pricesOf("A", "91......"), pricesOf("CLOCK", "11111111")];
    const triggers = [
      { id: "given", when: "price('A') > 9", ...lost },
      { id: "own", when: "price('A') > 9", maxStaleness: "4m", ...lost },
    ];
    expectFires(files, triggers, ["given@4", "own@6"], { maxStalenessMs: 120_000 });
  });
});

describe("crossings and touches", () => {
  table([
    ["above: from below, not while it stays", "2442", { when: "crossesAbove(price('A'), 3)" }, [1]],
    ["above: from the level itself", "34", { when: "crossesAbove(price('A'), 3)" }, [1]],
    ["above: to the level is not yet", "234", { when: "crossesAbove(price('A'), 3)" }, [2]],
    ["below: the other way", "4224", { when: "crossesBelow(price('A'), 3)" }, [1]],
    ["not at the first evaluation", "44", { when: "crossesAbove(price('A'), 3)" }, []],
    ["of two that move", "1928", { when: "crossesAbove(price('A'), price('CLOCK') + 4)" }, [1, 3]],
    ["from held data", "2.4", { when: "crossesAbove(price('A'), 3)" }, [2]],
    ["no data just before: false", "2.4", { when: "!crossesAbove(price('A'), 3)", mode: "once", ...fresh }, [0]],
    ["false, not unknown", "2.42", { when: "crossesAbove(price('A'), 3)", ...lost, ...fresh }, [1]],
    ["no data now: unknown", "24.", { when: "crossesAbove(price('A'), 9)", ...lost, ...fresh }, [2]],
    ["a touch from above", "73", { when: "touches('A', 5)" }, [1]],
    ["from below", "37", { when: "touches('A', 5)" }, [1]],
    ["of the very level", "75", { when: "touches('A', 5)" }, [1]],
    ["named as a price", "73", { when: "touches(price('A'), 5)" }, [1]],
    ["of a level that moves", "73", { when: "touches('A', 5 * price('CLOCK'))" }, [1]],
    ["no way to it", "76", { when: "touches('A', 5)" }, []],
  ]);
});

describe("windows", () => {
  table([
    ["change: to the price a window before", "4445", { when: "change(price('A'), '3m') == 0.25" }, [3]],
    ["change: of the price that was known then", "4.45", { when: "change(price('A'), '2m') == 0.25" }, [3]],
    ["change: unless it was too old then", "4.45", { when: "change(price('A'), '2m') == 0.25", ...fresh }, []],
    ["change: nothing before the first", "49", { when: "change(price('A'), '2m') > 0" }, []],
    ["change from 0 is unknown", "12", { when: "change(price('A') - 1, '1m') > 0" }, []],
    ["sma", "1236", { when: "sma(price('A'), '3m') >= 3" }, [3]],
    ["sma: the window is (T − w, T]", "9111", { when: "sma(price('A'), '3m') == 1" }, [3]],
    ["sma: half of it is enough", "55", { when: "sma(price('A'), '4m') == 5" }, [1]],
    ["sma: less is not", "555", { when: "sma(price('A'), '5m') == 5" }, [2]],
    ["sma: of new samples only", "3..9", { when: "sma(price('A'), '4m') == 6" }, [3]],
    ["sma: no data where the argument has none", "55.", { when: "sma(price('A'), '2m') > 9", ...lost, ...fresh }, [2]],
    ["min", "5352", { when: "price('A') <= min(price('A'), '4m')" }, [1, 3]],
    ["max", "3536", { when: "price('A') >= max(price('A'), '4m')" }, [1, 3]],
    ["min and max of what has left the window", "91888", { when: "min(price('A'), '3m') > 7" }, [4]],
    ["stddev: of the population", "1315", { when: "stddev(price('A'), '2m') == 1" }, [1]],
    ["zscore: in stddevs from the mean", "1113", { when: "zscore(price('A'), '4m') > 1.7" }, [3]],
    ["zscore: unknown of what never moves", "33333", { when: "!(zscore(price('A'), '2m') > 5)" }, []],
    ["ema: seeded, then by 2/(n+1)", "1597", { when: "ema(price('A'), '3m') == 3" }, [1]],
    ["ema: again by half", "1597", { when: "ema(price('A'), '3m') == 6" }, [2]],
    ["ema: a held price moves it not", "15..9", { when: "ema(price('A'), '3m') == 6" }, [4]],
    ["a window of a window", "12345", { when: "sma(change(price('A'), '1m'), '2m') == 0.75" }, [2]],
    ["a window of two symbols", "2468", { when: "sma(ratio(price('A'), price('CLOCK')), '2m') == 5" }, [2]],
    [
      "what is held is no new sample of either",
      "2..8",
      { when: "sma(price('A') + 0 * price('CLOCK'), '4m') == 3.5" },
      [3],
    ],
  ]);

  test("half of the step's samples is enough, however dense the evaluations", () => {
    // Every three minutes, so a window of twelve holds four: two are enough.
    const files = [pricesOf("A", "4..4..4..4"), pricesOf("CLOCK", "1111111111")];
    expectFires(files, [{ id: "t", when: "sma(price('A'), '12m') == 4" }], ["t@3"]);
  });

  test("the step of an ema is that of its samples", () => {
    // A step of three minutes: n is 9m / 3m, so a new sample counts half.
    const files = [pricesOf("A", "2..6..8"), pricesOf("CLOCK", "1111111")];
    expectFires(files, [{ id: "t", when: "ema(price('A'), '9m') == 6" }], ["t@6"]);
  });
});

describe("trailing stops", () => {
  table([
    ["a fall from the peak", "4682", { when: "trailingStop('A', 0.5)" }, [3]],
    ["at the level itself", "884", { when: "trailingStop('A', 0.5)" }, [2]],
    ["not above", "885", { when: "trailingStop('A', 0.5)" }, []],
    ["false before there is a peak", "2", { when: "!trailingStop('A', 0.5)" }, [0]],
    ["a fire starts the peak anew", "84421", { when: "trailingStop('A', 0.5)" }, [1, 3]],
    ["between samples the verdict stays", "84..", { when: "trailingStop('A', 0.5)", for: "2m" }, [3]],
    ["named as a price", "84", { when: "trailingStop(price('A'), 0.5)" }, [1]],
    [
      "a fire by another leaf starts it anew, too",
      "8541",
      { when: "price('A') == 5 || trailingStop('A', 0.5)" },
      [1, 3],
    ],
    [
      "in clearWhen, too: what was before the fire is no peak of it",
      "95432222",
      { when: "price('A') < 6", clearWhen: "trailingStop('A', 0.5)" },
      [1],
    ],
    ["without data at a fire there is no peak", "8.4", { when: "trailingStop('A', 0.5)", ...lost, ...fresh }, [1]],
  ]);

  test.each<readonly [title: string, bars: string, firesAt: readonly number[]]>([
    ["a bar's low is judged by the peak before it", "8-8-8 4-9-9", [2]],
    ["its own high is no peak of its own low", "8-8-8 5-9-12", []],
    ["but of the next", "8-8-8 5-9-12 6-9-9", [3]],
    ["after a fire the peak is that bar's close, not its high", "8-8-8 4-5-9 3-5-5 2-5-5", [2, 4]],
  ])("%s", (_, bars, firesAt) => {
    const triggers = [{ id: "t", when: "trailingStop('A', 0.5)", mode: "repeat" as const }];
    expectFires(
      [barsOf("A", bars)],
      triggers,
      firesAt.map((at) => `t@${at}`),
    );
  });
});

describe("signals and events", () => {
  const sample = (key: string, at: number, value = 1): NaiveSignal => ({ key, value, tsMs: minute(at) });
  const hack = sample("event.hack", 1);

  test.each<readonly [title: string, signals: readonly NaiveSignal[], fields: Fields, firesAt: readonly number[]]>([
    ["factor", [sample("factor.risk", 2, -1)], { when: "factor('risk') < 0" }, [2]],
    ["market", [sample("market.vote", 2)], { when: "market('vote') == 1" }, [2]],
    ["cluster", [sample("cluster.A.stress", 2)], { when: "cluster('A', 'stress') == 1" }, [2]],
    ["between two evaluations: at the next", [sample("factor.risk", 2.5)], { when: "factor('risk') == 1" }, [3]],
    ["events in (T − w, T]", [hack], { when: "eventCount('hack', '2m') == 0" }, [0, 3]],
    ["a name and what is below it", [hack, sample("event.hack.x", 2)], { when: "eventCount('hack', '2m') == 2" }, [2]],
    ["not what only begins alike", [hack, sample("event.hacker", 2)], { when: "eventCount('hack', '2m') == 2" }, []],
    ["all", [hack, sample("event.x", 2), sample("factor.x", 2)], { when: "eventCount('*', '9m') == 2" }, [2]],
    ["none is a count of 0", [sample("event.hack", 9)], { when: "eventCount('hack', '2m') == 0" }, [0]],
    ["of before the start", [sample("event.hack", -1)], { when: "eventCount('hack', '2m') == 1" }, [0]],
    [
      "data up to and with its end",
      [{ ...sample("factor.x", 1), validUntilMs: minute(3) }],
      { when: "factor('x') < 0", ...lost },
      [4],
    ],
    [
      "or as long as a trigger takes it",
      [{ ...sample("factor.x", 1), validUntilMs: minute(9) }],
      { when: "factor('x') < 0", maxStaleness: "2m", ...lost },
      [4],
    ],
    ["else three steps", [sample("factor.x", 1)], { when: "factor('x') < 0", ...lost }, [5]],
  ])("%s", (_, signals, fields, firesAt) => play("5555555555", fields, firesAt, { signals }));
});

describe("no data", () => {
  const when = "price('A') < 3";
  table([
    ["hold: waits, and the time does not count", "52..22", { when, for: "2m", ...fresh }, [5]],
    ["clear: counts as false", "52..222", { when, for: "2m", noData: "clear", ...fresh }, [6]],
    ["clear: re-arms", "2.2", { when, noData: "clear", ...fresh }, [0, 2]],
    ["hold: does not", "2.2", { when, ...fresh }, [0]],
    ["disarm: after it was known", "5.2", { when, noData: "disarm", ...fresh }, []],
    ["disarm: not before", ".52", { when, noData: "disarm", ...fresh }, [2]],
    ["fire: whatever `for` says, once per stretch", "5..5.", { when, for: "9m", ...lost, ...fresh }, [1, 4]],
    ["fire: not before it was known", "..5.", { when, ...lost, ...fresh }, [3]],
    ["fire: the cooldown holds", "5.5.", { when, cooldown: "3m", ...lost, ...fresh }, [1]],
    ["fire: maxFires holds", "5.5.5.", { when, maxFires: 2, ...lost, ...fresh }, [1, 3]],
    ["fire: re-arming holds", "2..", { when, ...lost, ...fresh }, [0]],
    ["an unknown clearWhen neither adds to keepFor nor breaks it", "75.57", clearBy("hold"), [0, 4]],
    ["under clear it breaks", "75.57", clearBy("clear"), [0]],
  ]);

  function clearBy(noData: "hold" | "clear"): Fields {
    return { when: "price('A') > 6", clearWhen: "price('A') == 5", keepFor: "1m", noData, ...fresh };
  }
});

describe("the life of a trigger", () => {
  const when = "price('A') < 3";
  table([
    ["once ends", "5252", { when, mode: "once" }, [1]],
    ["for: from the first true evaluation", "52225222", { when, for: "2m" }, [3, 7]],
    ["cooldown: at its end it may fire", "2525", { when, cooldown: "2m" }, [0, 2]],
    ["cooldown: not before", "25252", { when, cooldown: "3m" }, [0, 4]],
    ["cooldown: for and re-arming go on", "252222", { when, cooldown: "4m", for: "2m" }, [4]],
    ["maxFires", "252525", { when, maxFires: 2 }, [0, 2]],
    ["keepFor", "255252", { when, keepFor: "1m" }, [0, 3]],
    ["re-arming neither fires nor starts `for`", "225222", { when, ...againBy("price('A') < 6"), for: "1m" }, [1, 5]],
    ["clearWhen alone re-arms", "25272", { when, clearWhen: "price('A') == 7" }, [0, 4]],
    ["the firing evaluation does not count as clear", "2252", { when, ...againBy("price('A') == 2") }, [0]],
    ["the next does", "22252", { when, ...againBy("price('A') == 2") }, [0, 4]],
    ["again only after it was false", "22252", { when, clearWhen: "price('A') > 0" }, [0, 4]],
    ["validFrom is inside", "222", { when, validFrom: minute(1) }, [1]],
    ["validUntil is outside", "552", { when, validUntil: minute(2) }, []],
    ["as text with an offset", "222", { when, validFrom: "2021-05-16T02:01:00+02:00" }, [1]],
    ["`for` starts anew inside", "2222", { when, validFrom: minute(1), for: "2m" }, [3]],
    [
      "conditions are evaluated outside, too",
      "2252",
      { when: "crossesBelow(price('A'), 3)", validFrom: minute(3) },
      [3],
    ],
  ]);

  test.each<
    readonly [title: string, digits: string, triggers: Readonly<Record<string, Fields>>, fires: readonly string[]]
  >([
    ["one of a group", "525", { b: { when, group: "g" }, a: { when, group: "g" } }, ["a@1"]],
    ["a cast first", "525", { a: { when, group: "g" }, b: { when, group: "g", action: cast() } }, ["b@1"]],
    [
      "protective before that",
      "525",
      { a: { when, group: "g", action: cast() }, b: { when, group: "g", priority: "protective" } },
      ["b@1"],
    ],
    [
      "inhibited while the other has fired",
      "2252",
      { a: { when }, b: { when, for: "1m", inhibitedBy: ["a"] } },
      ["a@0", "a@3"],
    ],
    [
      "and free when that is re-armed",
      "25",
      { a: { when }, b: { when: "price('A') > 3", inhibitedBy: ["a"] } },
      ["a@0", "b@1"],
    ],
  ])("%s", (_, digits, triggers, fires) => {
    const list = Object.entries(triggers).map(([id, fields]) => ({ id, mode: "repeat" as const, ...fields }));
    expectFires([pricesOf("A", digits)], list, fires);
  });

  test("once is the default", () => {
    expectFires([pricesOf("A", "5252")], [{ id: "t", when }], ["t@1"]);
  });

  function againBy(clearWhen: string): Pick<Fields, "clearWhen" | "keepFor"> {
    return { clearWhen, keepFor: "1m" };
  }

  function cast() {
    return { type: "cast", spell: "ironvine", params: {}, deadline: "10m" } as const;
  }
});
