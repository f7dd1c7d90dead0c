import { describe, expect, test } from "vitest";
import { conditionWindowMsMax, Trigger } from "../contracts/trigger.ts";
import { testCatalogue } from "../evaluate/core/test-explain.ts";
import { checkTogether, compileTrigger, leavesMax } from "./check-triggers.ts";

const settings = { catalogue: testCatalogue, cadenceMs: 120_000, windowMsMax: conditionWindowMsMax };
const low = "price('ETH-USD') < 1000";
const triggerOf = (change: object = {}): Trigger => Trigger.parse({ id: "t", when: low, ...change });
const repeat = (leaf: string, count: number): string => Array.from({ length: count }, () => leaf).join(" || ");
const touch = "touches('ETH-USD', 1000)";
const stop = "trailingStop('ETH-USD', 0.1)";

describe("one trigger", () => {
  test("its conditions are compiled", () => {
    const compiled = compileTrigger(triggerOf({ clearWhen: "factor('risk') > 0" }), settings);
    expect(compiled.ok && [compiled.value.when.signals, compiled.value.clearWhen?.signals]).toEqual([
      ["price.ETH-USD"],
      ["factor.risk"],
    ]);
    expect(compileTrigger(triggerOf(), settings)).toMatchObject({ ok: true, value: { clearWhen: null } });
  });

  test.each<[string, object, { readonly field: string; readonly message: string } | null]>([
    ["noData fire of a protective trigger", { noData: "fire", priority: "protective" }, null],
    ["noData fire without that", { noData: "fire" }, { field: "noData", message: '"priority": "protective"' }],
    ["another policy without that", { noData: "disarm" }, null],
    [
      "a signal that there is not",
      { when: "price('ETH-USDX') < 1000" },
      { field: "when", message: "at character 1: there is no signal price.ETH-USDX; did you mean price('ETH-USD')?" },
    ],
    [
      "an unknown signal in clearWhen",
      { clearWhen: "factor('rsik') > 0" },
      { field: "clearWhen", message: "at character 1: there is no signal factor.rsik; did you mean factor('risk')?" },
    ],
    ["a text that is none", { when: "price('ETH-USD') <" }, { field: "when", message: "at character" }],
    [
      "a clearWhen that can never be true",
      { clearWhen: "price('ETH-USD') < 0" },
      { field: "clearWhen", message: "never" },
    ],
    ["a window that is too long", { when: "sma(price('ETH-USD'), '8d') < 1" }, { field: "when", message: "is 7d" }],
    ["32 comparisons", { when: repeat(low, 32) }, null],
    ["32, some in clearWhen", { when: repeat(low, 30), clearWhen: repeat(low, 2) }, null],
    [
      "33, some in clearWhen",
      { when: repeat(low, 30), clearWhen: repeat(low, 3) },
      { field: "clearWhen", message: "33" },
    ],
    ["33 in one condition", { when: repeat(low, 33) }, { field: "when", message: "at most 32 comparisons" }],
    ["16 touches", { when: repeat(touch, 16) }, null],
    ["17 touches: each is two", { when: repeat(touch, 17) }, { field: "when", message: "34 comparisons" }],
    [
      "a touch too many in clearWhen",
      { when: repeat(touch, 15), clearWhen: repeat(touch, 2) },
      { field: "clearWhen", message: "34 comparisons (a touch counts as two), at most 32 fit" },
    ],
    ["stops and crossings count once", { when: repeat(`${stop} && crossesAbove(price('ETH-USD'), 9)`, 16) }, null],
  ])("%s", (_what, change, fault) => {
    const compiled = compileTrigger(triggerOf(change), settings);
    if (fault === null) expect(compiled).toMatchObject({ ok: true });
    else {
      const { field, message } = fault;
      expect(compiled).toMatchObject({
        ok: false,
        error: { triggerId: "t", field, message: expect.stringContaining(message) },
      });
    }
  });

  test("as many leaves as a trigger's words have bits", () => {
    expect(leavesMax).toBe(32);
  });
});

describe("the triggers of one owner", () => {
  /** `a: b c` is a, which b and c inhibit. */
  const read = (line: string) => {
    const [id = "", inhibitors = ""] = line.split(":");
    return { id: id.trim() as Trigger["id"], inhibitedBy: inhibitors.split(" ").filter(Boolean) as Trigger["id"][] };
  };

  test.each<[string, string[], [string, string, string] | null]>([
    ["none", [], null],
    ["one without inhibitors", ["a"], null],
    ["an inhibitor that stands before", ["a", "b: a"], null],
    ["an inhibitor that stands behind", ["b: a", "a"], null],
    ["two ways to one", ["d: b c", "c: a", "b: a", "a"], null],
    ["an id twice", ["a", "b", "a: b"], ["a", "id", "two triggers have this id"]],
    ["an inhibitor that there is not", ["a", "b: a x"], ["b", "inhibitedBy", "there is no trigger x"]],
    ["itself", ["a", "b: b"], ["b", "inhibitedBy", "circle"]],
    ["each other", ["a: b", "b: a"], ["a", "inhibitedBy", "circle"]],
    ["a long way round", ["a", "b: a e", "c: b", "d: c", "e: d"], ["b", "inhibitedBy", "circle"]],
    ["one that only leads to a circle is not named", ["a: b", "b: c", "c: b"], ["b", "inhibitedBy", "circle"]],
  ])("%s", (_what, lines, fault) => {
    const found = checkTogether(lines.map(read));
    if (fault === null) expect(found).toBeNull();
    else {
      const [triggerId, field, message] = fault;
      expect(found).toMatchObject({ triggerId, field, message: expect.stringContaining(message) });
    }
  });

  test("a chain as long as a file may hold, and a net with very many ways through it", () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => read(at === 0 ? "t0" : `t${at}: t${at - 1}`));
    expect(checkTogether(chain.toReversed())).toBeNull();
    const rows = Array.from({ length: 40 }, (_, at) => (at === 0 ? "" : `l${at - 1} r${at - 1}`));
    const net = rows.flatMap((below, at) => [read(`l${at}: ${below}`), read(`r${at}: ${below}`)]);
    expect(checkTogether(net.toReversed())).toBeNull();
  });
});
