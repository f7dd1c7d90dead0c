import { expect, test } from "vitest";
import { type CatalogueSignal, catalogueOf } from "../../conditions/signal-catalogue.ts";
import type { RegisteredCondition } from "../../contracts/trigger.ts";
import { loadTriggers } from "./load-triggers.ts";

const cadenceMs = 120_000;
const priceOf = (unit: string): CatalogueSignal => ({
  unit,
  min: 0,
  max: undefined,
  stepMs: 300_000,
  stalenessMs: 900_000,
  description: "",
});
const catalogue = catalogueOf(
  new Map([
    ["price.BTC/USDT", priceOf("USDT")],
    ["price.ETH/BTC", priceOf("BTC")],
    ["price.ETH/USDT", priceOf("USDT")],
  ]),
);

const read = (text: string, maxStalenessMs?: number) =>
  loadTriggers({ path: "t.json", text }, { catalogue, cadenceMs }, maxStalenessMs);
const load = (triggers: unknown, maxStalenessMs?: number) => read(JSON.stringify(triggers), maxStalenessMs);

function faultOf(triggers: unknown): string {
  const loaded = load(triggers);
  return loaded.ok ? "" : loaded.error.message;
}

const when = "price('ETH/USDT') < 2500";
const low = { id: "low", when };
const cast = { type: "cast", spell: "ironvine", params: { sell: "WETH" }, deadline: "10m" };

function registered(fields: object, maxStalenessMs?: number): RegisteredCondition {
  const loaded = load([{ ...low, ...fields }], maxStalenessMs);
  if (!loaded.ok || loaded.value[0] === undefined) throw new Error(loaded.ok ? "none" : loaded.error.message);
  return loaded.value[0].registered;
}

test("no triggers are no fault", () => {
  expect(load([])).toEqual({ ok: true, value: [] });
});

test("what is not said has its default", () => {
  expect(registered({})).toEqual({
    triggerId: "low",
    version: 1,
    when,
    clearWhen: null,
    forMs: 0,
    keepForMs: 0,
    cooldownMs: 0,
    mode: "once",
    maxFires: null,
    validFromMs: null,
    validUntilMs: null,
    activeHours: null,
    noData: "hold",
    maxStalenessMs: null,
    priority: "opportunistic",
    group: null,
    inhibitedBy: [],
    casts: false,
    deadlineMs: 3 * cadenceMs,
    epoch: 0,
    lastFiredAtMs: null,
  });
});

test.each<readonly [fields: object, expected: Partial<RegisteredCondition>]>([
  [{ for: "90s" }, { forMs: 90_000 }],
  [{ keepFor: "6m" }, { keepForMs: 360_000 }],
  [{ cooldown: "7d" }, { cooldownMs: 604_800_000 }],
  [
    { mode: "repeat", maxFires: 3 },
    { mode: "repeat", maxFires: 3 },
  ],
  [
    { validFrom: 5, validUntil: 1_621_123_200_000 },
    { validFromMs: 5, validUntilMs: 1_621_123_200_000 },
  ],
  [{ validFrom: "2021-05-16T02:00:00+02:00" }, { validFromMs: 1_621_123_200_000 }],
  [{ validUntil: "2021-05-16T00:00:00.5Z" }, { validUntilMs: 1_621_123_200_500 }],
  [{ noData: "clear" }, { noData: "clear" }],
  [
    { noData: "fire", priority: "protective" },
    { noData: "fire", priority: "protective" },
  ],
  [{ priority: "protective" }, { priority: "protective", casts: false }],
  [{ action: cast }, { casts: true }],
  [
    { version: 7, vault: "v", name: "Low", group: "g" },
    { version: 7, group: "g" },
  ],
  [{ clearWhen: "price('ETH/USDT') > 2600" }, { clearWhen: "price('ETH/USDT') > 2600" }],
  [
    { activeHours: { timeZone: "Europe/Berlin", from: "09:00", to: "17:30" } },
    {
      activeHours: {
        timeZone: "Europe/Berlin",
        from: "09:00",
        to: "17:30",
        days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
      },
    },
  ],
])("%j", (fields, expected) => {
  expect(registered(fields)).toMatchObject(expected);
});

test.each<readonly [own: string | undefined, option: number | undefined, maxStalenessMs: number | null]>([
  [undefined, undefined, null],
  [undefined, 60_000, 60_000],
  ["5m", undefined, 300_000],
  ["5m", 60_000, 300_000],
  ["0s", 60_000, 0],
  [undefined, 0, 0],
])("an age of %s of its own, %s as the option", (own, option, maxStalenessMs) => {
  expect(registered(own === undefined ? {} : { maxStaleness: own }, option)).toMatchObject({ maxStalenessMs });
});

test.each<readonly [when: string, signals: readonly string[]]>([
  ['signal("price.BTC/USDT") < 40000', ["price.BTC/USDT"]],
  ["low('ETH/USDT') < 1 || high('BTC/USDT') > 2", ["price.BTC/USDT", "price.ETH/USDT"]],
  ["touches('ETH/USDT', 1) && trailingStop(price('BTC/USDT'), 0.1)", ["price.BTC/USDT", "price.ETH/USDT"]],
  [
    "spread(price('ETH/USDT'), price('BTC/USDT')) < -1 && price('ETH/BTC') < 1",
    ["price.BTC/USDT", "price.ETH/BTC", "price.ETH/USDT"],
  ],
])("%s names its signals", (text, signals) => {
  const loaded = load([{ ...low, when: text }]);
  expect(loaded.ok ? loaded.value[0]?.compiled.when.signals : loaded.error.message).toEqual(signals);
});

test.each<readonly [text: string, message: RegExp]>([
  ["", /^t\.json: is not JSON: /],
  ["[{]", /^t\.json: is not JSON: /],
  ["{}", /^t\.json: expected a JSON array of triggers: /],
  ["null", /^t\.json: expected a JSON array of triggers: /],
  ["[1]", /^t\.json: trigger 1: /],
])("%j", (text, message) => {
  const loaded = read(text);
  expect(loaded.ok ? "" : loaded.error.message).toMatch(message);
});

test.each<readonly [title: string, fields: object, message: string]>([
  ["an unknown field", { coolDown: "1h" }, 'trigger 2 (bad): Unrecognized key: "coolDown"'],
  [
    "an unknown field of the action",
    { action: { type: "notify", loud: 1 } },
    "trigger 2 (bad), action: Unrecognized key",
  ],
  ["an unknown mode", { mode: "twice" }, "trigger 2 (bad), mode: "],
  ["an unknown policy", { noData: "guess" }, "trigger 2 (bad), noData: "],
  ["a duration of two units", { for: "1h30m" }, "trigger 2 (bad), for: expected a whole number and one of s, m, h, d"],
  ["a broken number of it", { cooldown: "1.5h" }, "trigger 2 (bad), cooldown: "],
  ["no unit", { keepFor: 60 }, "trigger 2 (bad), keepFor: "],
  ["no fires", { maxFires: 0 }, "trigger 2 (bad), maxFires: "],
  ["a moment without offset", { validFrom: "2021-05-16T00:00:00" }, "trigger 2 (bad), validFrom: "],
  [
    "an unknown time zone",
    { activeHours: { timeZone: "Mars/X", from: "09:00", to: "10:00" } },
    "activeHours.timeZone: ",
  ],
  ["no condition", { when: undefined }, "trigger 2 (bad), when: "],
  ["a condition that is no text", { when: 5 }, "trigger 2 (bad), when: "],
  ["an empty id", { id: "" }, "trigger 2 (), id: "],
])("%s is told with the trigger and the field", (_, fields, message) => {
  const fault = faultOf([low, { ...low, id: "bad", ...fields }]);
  expect(fault).toMatch(/^t\.json: trigger 2 /);
  expect(fault).toContain(message);
});

const place = (text: string, at: number): string => `at character ${at + 1}: ${text}`;

test.each<readonly [title: string, text: string, message: string]>([
  [
    "an unknown symbol, with what was meant",
    "price('BTC/USDT') > 1 && price('ETHUSDT') < 5",
    place("there is no signal price.ETHUSDT; did you mean price('ETH/USDT')?", 25),
  ],
  [
    "an unknown signal by its full name",
    'signal("price.ETH/USD") < 1',
    place("there is no signal price.ETH/USD; did you mean signal('price.ETH/USDT')?", 0),
  ],
  ["of a touch", "touches('ETH-USDT', 5)", place("there is no signal price.ETH-USDT; did you mean 'ETH/USDT'?", 8)],
  ["events that there are none of", "eventCount('hack', '2m') > 1", place("there are no events hack", 11)],
  [
    "a window that is no multiple of the cadence",
    "sma(price('ETH/USDT'), '5m') > 1",
    place("a window must be a whole multiple of 2m; the nearest are 4m and 6m; did you mean '4m'?", 23),
  ],
  ["no window", "sma(price('ETH/USDT'), '0m') > 1", "a window must be longer than 0"],
  ["a window of two units", "sma(price('ETH/USDT'), '1h30m') > 1", "expected a window such as '90s', '6m', '1h', '7d'"],
  [
    "an ema of less than a step",
    "ema(price('ETH/USDT'), '4m') > 1",
    "comes every 5m: the window of its ema is at least that long",
  ],
  [
    "mixed units",
    "price('ETH/USDT') < price('ETH/BTC')",
    place("price.ETH/USDT is in USD, price.ETH/BTC is in BTC", 20),
  ],
  ["a chain of comparisons", "1 < price('ETH/USDT') < 5", "comparisons do not chain"],
  [
    "a comparison of truth values",
    "(price('ETH/USDT') < 5) == (price('ETH/USDT') < 6)",
    "comparisons do not chain and take no truth values",
  ],
  ["what is no truth value", "price('ETH/USDT') + 1", "expected a comparison"],
  ["a fraction that is none", "trailingStop('ETH/USDT', 7)", "between 0 and 1, such as 0.07; did you mean 0.07?"],
  ["what can never be true", "price('ETH/USDT') < 0", "never"],
  ["broken syntax", "price('ETH/USDT') <", "at character"],
])("%s is told with its place", (_, text, message) => {
  const fault = faultOf([{ id: "bad", when: text }]);
  expect(fault).toContain("t.json: trigger bad, when: at character ");
  expect(fault).toContain(message);
  expect(faultOf([{ ...low, clearWhen: text }])).toContain("t.json: trigger low, clearWhen: at character ");
});

test.each<readonly [title: string, triggers: readonly object[], message: string]>([
  [
    "fire without protective",
    [{ ...low, noData: "fire" }],
    'trigger low, noData: fire acts on missing data: it needs "priority": "protective"',
  ],
  ["two of one id", [low, { ...low }], "trigger low, id: two triggers have this id"],
  [
    "an inhibitor that is not there",
    [{ ...low, inhibitedBy: ["x"] }],
    "trigger low, inhibitedBy: there is no trigger x",
  ],
  [
    "an inhibitor of another vault",
    [
      { ...low, vault: "a", inhibitedBy: ["other"] },
      { id: "other", vault: "b", when },
    ],
    "trigger low, inhibitedBy: there is no trigger other",
  ],
  [
    "a circle",
    [
      { ...low, inhibitedBy: ["b"] },
      { id: "b", when, inhibitedBy: ["low"] },
    ],
    "inhibitedBy: these triggers inhibit each other in a circle",
  ],
  [
    "too many comparisons",
    [{ id: "low", when: Array.from({ length: 33 }, () => when).join(" && ") }],
    "trigger low, when: at character",
  ],
])("%s", (_, triggers, message) => {
  expect(faultOf(triggers)).toMatch(/^t\.json: trigger \S+, /);
  expect(faultOf(triggers)).toContain(message);
});

test("two vaults may have triggers of one id", () => {
  const loaded = load([
    { ...low, vault: "a" },
    { ...low, vault: "b" },
  ]);
  expect(loaded.ok && loaded.value.map(({ owner }) => owner)).toEqual(["a", "b"]);
});
