import { describe, expect, test } from "vitest";
import { conditionWindowMsMax, Trigger, triggersPerVaultMax } from "../../contracts/trigger.ts";
import { testCatalogue } from "../../evaluate/core/test-explain.ts";
import { checkNewTrigger } from "./check-new-trigger.ts";
import { checkTriggerSpell } from "./check-trigger-spell.ts";

const compile = { catalogue: testCatalogue, cadenceMs: 120_000, windowMsMax: conditionWindowMsMax };
const params = { sell: "WETH", buy: "USDC", fraction: "0.5", slippageBps: 100, deviationBpsMax: 500 };
const cast = (change: object = {}, action: object = {}) => ({
  action: { type: "cast", spell: "ironvine", params: { ...params, ...change }, deadline: "30m", ...action },
});
const triggerOf = (change: object = {}): Trigger =>
  Trigger.parse({ id: "eth-falls", when: "price('ETH-USD') < 1000", ...change });
const check = (change: object, held: readonly object[] = []): [string, string] | null => {
  const fault = checkNewTrigger(triggerOf(change), {
    held: held.map(triggerOf),
    compile,
    checkAction: checkTriggerSpell,
  });
  return fault === null ? null : [fault.field, fault.message];
};

type Row = readonly [title: string, change: object, field: string | null, message?: string];
function testRows(rows: readonly Row[], held: readonly object[] = []): void {
  const named = rows.map(([title, change, field, message = ""]) => ({ title, change, field, message }));
  test.each(named)("$title", ({ change, field, message }) => {
    const fault = check(change, held);
    expect(fault).toEqual(field === null ? null : [field, expect.stringContaining(message)]);
  });
}

describe("what it does", () => {
  testRows([
    ["a notification", {}, null],
    ["a cast", cast(), null],
    ["a spell that there is not", cast({}, { spell: "firestorm" }), "action.spell", "expected one of ironvine"],
    ["a parameter that is missing", cast({}, { params: { sell: "WETH", buy: "USDC" } }), "action.params.fraction"],
    ["a parameter of another form", cast({ fraction: "1.5" }), "action.params.fraction", "expected a decimal"],
    ["a parameter that is too great", cast({ slippageBps: 1_001 }), "action.params.slippageBps"],
    ["a parameter too many", cast({ leverage: 2 }), "action.params", "leverage"],
    ["a deadline that is over at once", cast({}, { deadline: "0s" }), "action.deadline", "longer than 0"],
    ["a deadline beyond all times", cast({}, { deadline: "999999999d" }), "action.deadline", "at most 36525d"],
  ]);
});

describe("what it claims", () => {
  const protective = { priority: "protective" };
  testRows([
    ["a cast that buys dollars protects", { ...cast(), ...protective }, null],
    ["one that buys ether does not", { ...cast({ sell: "USDC", buy: "WETH" }), ...protective }, "priority", "ironvine"],
    ["a notification protects nothing", protective, "priority", "protects nothing"],
    ["firing without data, protective", { ...cast(), ...protective, noData: "fire" }, null],
    ["firing without data", { ...cast(), noData: "fire" }, "noData", "protective"],
    ["firing without data, and only telling", { ...protective, noData: "fire" }, "priority", "protects nothing"],
    ["another policy needs no claim", { ...cast(), noData: "disarm" }, null],
  ]);
});

describe("how old its data may be: a price lives six minutes, a factor 90", () => {
  const safe = { ...cast(), priority: "protective" };
  const factor = { when: "factor('risk') < 0" };
  testRows([
    ["as the signal says", { maxStaleness: "6m" }, null],
    ["younger", { maxStaleness: "0s" }, null],
    ["older", { maxStaleness: "361s" }, "maxStaleness", "at most 6 minutes"],
    ["older, of a cast that protects", { ...safe, maxStaleness: "361s" }, null],
    ["an hour, of a cast that protects", { ...safe, maxStaleness: "1h" }, null],
    ["more than an hour, of a cast that protects", { ...safe, maxStaleness: "61m" }, "maxStaleness", "60 minutes"],
    ["of a slow signal", { ...factor, maxStaleness: "90m" }, null],
    ["older than a slow signal", { ...factor, maxStaleness: "91m" }, "maxStaleness", "at most 90 minutes"],
    ["of a slow signal, of a cast that protects", { ...safe, ...factor, maxStaleness: "90m" }, null],
    ["older than a slow signal, of one that protects", { ...safe, ...factor, maxStaleness: "91m" }, "maxStaleness"],
    [
      "that only the slower of two signals has",
      { clearWhen: "factor('risk') > 0", maxStaleness: "90m" },
      "maxStaleness",
    ],
    ["that both have", { clearWhen: "factor('risk') > 0", maxStaleness: "6m" }, null],
    ["nothing said", safe, null],
  ]);
});

describe("its conditions and times", () => {
  testRows([
    ["a signal that there is not", { when: "price('ETH') < 1" }, "when", "did you mean price('ETH-USD')?"],
    ["a clearWhen that is wrong", { clearWhen: "price('ETH-USD') >" }, "clearWhen", "at character"],
    ["the longest window", { when: "sma(price('ETH-USD'), '7d') < 1000" }, null],
    ["a longer one", { when: "sma(price('ETH-USD'), '8d') < 1000" }, "when", "the longest window is 7d"],
    ["a hundred years", { for: "36525d", keepFor: "36525d", cooldown: "36525d" }, null],
    ["`for` beyond all times", { for: "36526d" }, "for", "at most 36525d"],
    ["`keepFor` beyond all times", { keepFor: "36526d" }, "keepFor", "at most 36525d"],
    ["a cooldown beyond all times", { cooldown: "999999999d" }, "cooldown", "at most 36525d"],
  ]);
});

describe("beside the others", () => {
  const others = [{ id: "a" }, { id: "b", inhibitedBy: ["eth-falls"] }];
  testRows(
    [
      ["none of its business", {}, null],
      ["one that is there inhibits it", { inhibitedBy: ["a"] }, null],
      ["one that is not there", { inhibitedBy: ["c"] }, "inhibitedBy", "there is no trigger c"],
      ["itself", { inhibitedBy: ["eth-falls"] }, "inhibitedBy", "circle"],
      ["one that it inhibits", { inhibitedBy: ["b"] }, "inhibitedBy", "circle"],
    ],
    others.slice(0, 1).concat({ id: "eth-falls" }, others[1] ?? []),
  );

  const crowd = Array.from({ length: triggersPerVaultMax }, (_, index) => ({ id: `t${index}` }));
  test.each<[string, object[], string, string | null]>([
    ["the last that fits", crowd.slice(1), "eth-falls", null],
    ["one too many", crowd, "eth-falls", "id"],
    ["a new version of one of as many as fit", crowd, "t7", null],
  ])("%s", (_what, held, id, field) => {
    expect(check({ id }, held)?.[0] ?? null).toBe(field);
  });
});
