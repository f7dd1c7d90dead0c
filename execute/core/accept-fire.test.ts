import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fire, LeafTrace } from "../../contracts/fires.ts";
import { deriveFireId, TriggerId } from "../../contracts/ids.ts";
import { Trigger } from "../../contracts/trigger.ts";
import {
  testAtMs as atMs,
  testCadenceMs as cadenceMs,
  testCatalogue as catalogue,
  evaluateAt,
  explainAt,
  quietPoints,
  type TestPoint,
} from "../../evaluate/core/test-explain.ts";
import { acceptFire, aheadMsMax, type HeldTrigger } from "./accept-fire.ts";

const minuteMs = 60_000;
const triggerId = TriggerId.parse("eth-falls");
const fireIds = await Promise.all(Array.from({ length: 200 }, (_, epoch) => deriveFireId(triggerId, 3, epoch)));
const idOf = (epoch: number): Fire["fireId"] => {
  const id = fireIds[epoch];
  if (id === undefined) throw new Error(`no id for epoch ${epoch}`);
  return id;
};

const falls = "change(price('ETH-USD'), '1h') < -0.05 || price('BTC-USD') < 30000";
const held = (change: Partial<HeldTrigger> = {}, trigger: Partial<Trigger> = {}): HeldTrigger => ({
  trigger: Trigger.parse({ id: triggerId, when: falls, cooldown: "2h", mode: "repeat", ...trigger }),
  version: 3,
  isEnabled: true,
  epoch: 5,
  lastFiredAtMs: null,
  ...change,
});

const fireOf = (explain: LeafTrace[], epoch = 5): Fire => ({
  fireId: idOf(epoch),
  triggerId,
  version: 3,
  epoch,
  atMs,
  deadlineMs: atMs + 30 * minuteMs,
  snapshot: `grid:${atMs}`,
  explain,
});

/** ETH now and an hour ago, BTC at 40,000. */
const fallOf = (nowUsd: number, beforeUsd: number, ageMs = 0): TestPoint[] => [
  { "price.ETH-USD": { value: beforeUsd, sampleAtMs: atMs - 60 * minuteMs - ageMs } },
  ...quietPoints(29),
  {
    "price.ETH-USD": { value: nowUsd, sampleAtMs: atMs - ageMs },
    "price.BTC-USD": { value: 40_000, sampleAtMs: atMs - ageMs },
  },
];
const accept = (trigger: HeldTrigger | undefined, fire: Fire, nowMs = atMs): string => {
  const verdict = acceptFire(trigger, fire, { catalogue, cadenceMs, expectedId: idOf(fire.epoch), nowMs });
  return verdict.ok ? "accepted" : verdict.error.code;
};

const good = fireOf(explainAt(falls, fallOf(2_700, 3_000)));
/** An evaluate stage that takes older data than it may. */
const aged = (ageMs: number): Fire =>
  fireOf(explainAt(falls, fallOf(2_700, 3_000, ageMs), { maxStalenessMs: 60 * minuteMs }));

test.each<[string, HeldTrigger | undefined, Fire, string, number?]>([
  ["a fall of ten percent", held(), good, "accepted"],
  ["a later epoch than expected: fires before it were lost", held({ epoch: 4 }), good, "accepted"],
  ["an epoch as far ahead as may be", held(), fireOf(good.explain, 105), "accepted"],
  ["an epoch from so far ahead that it would use up all between", held(), fireOf(good.explain, 106), "ahead"],
  ["no such trigger", undefined, good, "unknown-trigger"],
  ["a trigger that is off", held({ isEnabled: false }), good, "disabled"],
  ["another version", held({ version: 4 }), good, "other-version"],
  ["an epoch that was taken in", held({ epoch: 6 }), good, "repeated"],
  ["an id that does not follow", held(), { ...good, fireId: idOf(4) }, "wrong-id"],
  ["a once trigger that has not fired", held({}, { mode: "once" }), good, "accepted"],
  ["a once trigger that has fired", held({ lastFiredAtMs: atMs - 1 }, { mode: "once" }), good, "ended"],
  ["the last fire of six", held({}, { maxFires: 6 }), good, "accepted"],
  ["a sixth fire of five", held({}, { maxFires: 5 }), good, "ended"],
  ["a sixth fire of five, one before it lost", held({ epoch: 4 }, { maxFires: 5 }), good, "ended"],
  ["one moment before the cooldown's end", held({ lastFiredAtMs: atMs - 120 * minuteMs + 1 }), good, "cooling"],
  ["exactly at the cooldown's end", held({ lastFiredAtMs: atMs - 120 * minuteMs }), good, "accepted"],
  ["from before the last fire", held({ lastFiredAtMs: atMs + 1 }, { cooldown: "0s" }), good, "cooling"],
  ["a fall that is too small", held(), fireOf(explainAt(falls, fallOf(2_900, 3_000))), "does-not-hold"],
  ["another condition", held({}, { when: "change(price('ETH-USD'), '1h') < -0.06" }), good, "other-condition"],
  ["a condition that no longer compiles", held({}, { when: "price('GONE-USD') < 1" }), good, "other-condition"],
  ["ten minutes ahead of the chain's time", held(), good, "accepted", atMs - aheadMsMax],
  ["from further ahead", held(), good, "from-the-future", atMs - aheadMsMax - 1],
  ["long after it fired: its deadline is the cast's matter", held(), good, "accepted", atMs + 86_400_000],
  ["samples of six minutes ago", held(), aged(6 * minuteMs), "accepted"],
  ["samples that are too old", held(), aged(6 * minuteMs + 1), "stale"],
  ["samples too old for the trigger itself", held({}, { maxStaleness: "2m" }), aged(3 * minuteMs), "stale"],
  ["samples that the trigger itself allows", held({}, { maxStaleness: "30m" }), aged(30 * minuteMs), "accepted"],
  ["samples older than it allows", held({}, { maxStaleness: "30m" }), aged(30 * minuteMs + 1), "stale"],
])("%s", (_what, trigger, fire, code, nowMs) => {
  expect(accept(trigger, fire, nowMs)).toBe(code);
});

test.each<[string, Partial<Trigger>, { readonly price: number; readonly factor: number }, string]>([
  ["each as old as it may be", {}, { price: 6, factor: 90 }, "accepted"],
  ["a price that a factor's limit would allow", {}, { price: 7, factor: 0 }, "stale"],
  ["a factor that is too old", {}, { price: 0, factor: 91 }, "stale"],
  ["the trigger's own limit is one for all", { maxStaleness: "20m" }, { price: 20, factor: 20 }, "accepted"],
  ["a factor older than that", { maxStaleness: "20m" }, { price: 0, factor: 21 }, "stale"],
])("signals of different pace: %s", (_what, trigger, ageMinutes, code) => {
  const when = "price('ETH-USD') < 2800 && signal('factor.risk') < 0";
  const fresh = explainAt(when, [{ "price.ETH-USD": { value: 2_700 }, "factor.risk": { value: -1 } }]);
  const ages = [ageMinutes.price, ageMinutes.factor];
  const explain = fresh.map((trace, index) => ({
    ...trace,
    inputs: trace.inputs.map((input) => ({ ...input, sampleAtMs: atMs - (ages[index] ?? 0) * minuteMs })),
  }));
  expect(accept(held({}, { when, ...trigger }), fireOf(explain))).toBe(code);
});

/** The fire is of Wednesday, 19 May 2021, 12:00 UTC: 14:00 in Berlin, 08:00 in New York, 17:30 in Kolkata. */
const berlin = { timeZone: "Europe/Berlin", from: "14:00", to: "15:00" };
const everyDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const hours = (change: object = {}): Partial<Trigger> => ({
  activeHours: { ...berlin, days: [...everyDay], ...change },
});
test.each<[string, Partial<Trigger>, string]>([
  ["valid from this moment", { validFrom: atMs }, "accepted"],
  ["valid from the next", { validFrom: atMs + 1 }, "outside"],
  ["valid from this moment, written with an offset", { validFrom: "2021-05-19T14:00:00+02:00" }, "accepted"],
  ["valid from an hour later, written with an offset", { validFrom: "2021-05-19T14:00:00+01:00" }, "outside"],
  ["valid until the next moment", { validUntil: atMs + 1 }, "accepted"],
  ["valid until this moment", { validUntil: atMs }, "outside"],
  ["valid until this moment, written with an offset", { validUntil: "2021-05-19T08:00:00-04:00" }, "outside"],
  ["active hours that begin now", hours(), "accepted"],
  ["active hours that end now", hours({ from: "13:00", to: "14:00" }), "outside"],
  ["active hours of another zone", hours({ timeZone: "America/New_York" }), "outside"],
  ["active hours of this zone", hours({ timeZone: "America/New_York", from: "08:00", to: "08:01" }), "accepted"],
  ["active hours of a zone with half hours", hours({ timeZone: "Asia/Kolkata", from: "17:30" }), "accepted"],
  ["active hours past midnight, before they begin", hours({ from: "14:01", to: "14:00" }), "outside"],
  ["active hours on this day", hours({ days: ["wed"] }), "accepted"],
  ["active hours on other days", hours({ days: ["tue", "thu"] }), "outside"],
])("%s", (_what, trigger, code) => {
  expect(accept(held({}, trigger), good)).toBe(code);
});

const eth = (value: number, range: { readonly low?: number; readonly high?: number } = {}): TestPoint => ({
  "price.ETH-USD": { value, ...range },
});
const steps = (...values: number[]): TestPoint[] => values.map((value) => eth(value));
const silence = quietPoints(5);
const mean = "sma(price('ETH-USD'), '10m')";

test.each<[string, string, TestPoint[], string]>([
  ["a crossing", "crossesBelow(price('ETH-USD'), 100)", steps(100, 99), "accepted"],
  ["a price that was below before", "crossesBelow(price('ETH-USD'), 100)", steps(99, 98), "does-not-hold"],
  ["a crossing of a mean", `crossesAbove(price('ETH-USD'), ${mean})`, steps(9, 9, 9, 8, 9), "accepted"],
  ["no crossing of a mean", `crossesAbove(price('ETH-USD'), ${mean})`, steps(9, 9, 9, 9, 8), "does-not-hold"],
  ["a touch by a wick", "touches('ETH-USD', 90)", [eth(100, { low: 90, high: 101 })], "accepted"],
  ["a wick that is too short", "touches('ETH-USD', 90)", [eth(100, { low: 91, high: 101 })], "does-not-hold"],
  ["a touch on the way", "touches('ETH-USD', 95)", steps(100, 90), "accepted"],
  ["a stop below its peak", "trailingStop('ETH-USD', 0.1)", steps(90, 100, 90), "accepted"],
  ["a stop that was not reached", "trailingStop('ETH-USD', 0.1)", steps(90, 100, 91), "does-not-hold"],
  ["a mean", `${mean} < 95`, steps(100, 95, 90, 92, 93), "accepted"],
  ["a mean over too few", `${mean} < 95`, steps(90, 90), "does-not-hold"],
  ["a deviation", "zscore(price('ETH-USD'), '10m') < -1.9", steps(9, 9, 9, 9, 8), "accepted"],
  [
    "a price twice its lowest",
    "price('ETH-USD') >= 2 * min(price('ETH-USD'), '10m')",
    steps(9, 5, 9, 9, 10),
    "accepted",
  ],
])("%s", (_what, when, path, code) => {
  const { traces, fires } = evaluateAt(when, path);
  expect(fires).toBe(code === "accepted");
  expect(accept(held({}, { when }), fireOf(traces))).toBe(code);
});

const protective = { priority: "protective" } as const;
const low = "price('ETH-USD') < 100";
test.each<[Partial<Trigger>, TestPoint[], string]>([
  [{ noData: "fire", ...protective }, [eth(101), ...silence], "accepted"],
  [{ noData: "fire", ...protective }, [eth(99)], "accepted"],
  [{ noData: "fire", ...protective }, [eth(101)], "does-not-hold"],
  // Accepted at creation it cannot have been: whoever wrote it past the check gains nothing.
  [{ noData: "fire" }, [eth(101), ...silence], "other-condition"],
  [{ noData: "hold" }, [eth(101), ...silence], "does-not-hold"],
  [{ noData: "clear" }, [eth(99), ...silence], "does-not-hold"],
  [{ noData: "disarm" }, [eth(99), ...silence], "does-not-hold"],
])("%j at %j: %s", (trigger, path, code) => {
  expect(accept(held({}, { when: low, ...trigger }), fireOf(explainAt(low, path)))).toBe(code);
});

test("whatever the two prices are: accepted exactly where they fell by more than five percent", () => {
  const price = fc.double({ min: 1, max: 1e6, noNaN: true });
  const near = fc.integer({ min: 900, max: 1_000 });
  fc.assert(
    fc.property(fc.oneof(fc.tuple(price, price), fc.tuple(near, near)), ([now, before]) => {
      const code = accept(held(), fireOf(explainAt(falls, fallOf(now, before))));
      expect(code).toBe(now / before - 1 < -0.05 ? "accepted" : "does-not-hold");
    }),
    { numRuns: 300 },
  );
});

describe("a leaf that was changed on the way is refused, even where the verdict stays the same", () => {
  const cases: readonly (readonly [string, TestPoint[], readonly (keyof LeafTrace)[]])[] = [
    [falls, fallOf(2_700, 3_000), ["leaf", "op", "left", "right", "inputs"]],
    ["crossesBelow(price('ETH-USD'), 100)", steps(100, 99), ["leaf", "op", "left", "right", "holds", "inputs"]],
    // How far a wick went, and how high a peak was, is in no fire.
    ["touches('ETH-USD', 95)", steps(100, 90), ["leaf", "op", "right", "inputs"]],
    ["trailingStop('ETH-USD', 0.1)", steps(90, 100, 90), ["leaf", "op", "left", "right", "holds", "inputs"]],
  ];
  const lies: { readonly [Field in keyof LeafTrace]?: unknown } = {
    leaf: "price('ETH-USD') < 1",
    op: ">",
    left: 1e9,
    right: 0.5,
    holds: false,
    inputs: [],
  };
  const rows = cases.flatMap(([when, path, fields]) => fields.map((field) => [field, when, path] as const));
  test.each(rows)("%s of %s", (field, when, path) => {
    const explain = explainAt(when, path);
    expect(accept(held({}, { when }), fireOf(explain))).toBe("accepted");
    for (const index of explain.keys()) {
      const changed = explain.map((leaf, at) =>
        at === index ? { ...leaf, [field]: lies[field] } : leaf,
      ) as LeafTrace[];
      expect(accept(held({}, { when }), fireOf(changed))).not.toBe("accepted");
    }
  });
});
