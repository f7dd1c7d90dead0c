import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSignalCatalogue } from "../../../../../conditions/signal-catalogue.ts";
import { pipelines } from "../../../../../contracts/pipelines.gen.ts";
import { conditionWindowMsMax, Trigger, weekdays } from "../../../../../contracts/trigger.ts";
import { changeParams, formatRoute, parseRoute } from "../../../host/route.ts";
import type { JsonObject } from "../../../views/spells/json.ts";
import { checkDraft } from "./check-draft.ts";
import { type Draft, idOf, parseDraft, toDraft } from "./draft.ts";
import { draftToParams, paramsToDraft } from "./draft-params.ts";
import { templates } from "./templates.ts";

const compile = { catalogue: createSignalCatalogue(pipelines), cadenceMs: 120_000, windowMsMax: conditionWindowMsMax };
const settings = { compile, held: [], ownId: null, spells: null };
const when = "price('ETH-USD') < 1000";

const text = fc.string({ minLength: 1, maxLength: 30 });
const id = fc.stringMatching(/^[a-z][a-z0-9 -]{0,20}$/);
const duration = fc.tuple(fc.nat(999), fc.constantFrom("s", "m", "h", "d")).map(([count, unit]) => `${count}${unit}`);
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const hours = fc.record({
  timeZone: fc.constantFrom("Europe/Berlin", "UTC"),
  from: fc.constantFrom("00:00", "08:30"),
  to: fc.constantFrom("17:00", "24:00"),
  days: fc.subarray([...weekdays], { minLength: 1 }),
});
const cast = fc.record({
  type: fc.constant("cast"),
  spell: text,
  params: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(text, fc.nat())),
  deadline: duration,
});
const triggers = fc
  .record({
    id,
    name: optional(text),
    when: text,
    clearWhen: optional(text),
    for: optional(duration),
    keepFor: optional(duration),
    mode: optional(fc.constantFrom("once", "repeat")),
    cooldown: optional(duration),
    maxFires: optional(fc.integer({ min: 1, max: 9_999 })),
    validFrom: optional(fc.oneof(fc.nat(), fc.constant("2026-01-05T09:00:00Z"))),
    activeHours: optional(hours),
    noData: optional(fc.constantFrom("hold", "clear", "disarm", "fire")),
    priority: optional(fc.constantFrom("opportunistic", "protective")),
    group: optional(text),
    inhibitedBy: optional(fc.array(id, { maxLength: 3 })),
    action: optional(fc.oneof(cast, fc.constant({ type: "notify" }), fc.constant({ type: "notify", channels: ["a"] }))),
  })
  .map((fields) => Trigger.parse(JSON.parse(JSON.stringify(fields))));

test("a trigger becomes a draft and the same trigger again; what is usual is left out", () => {
  fc.assert(
    fc.property(triggers, (trigger) => {
      const draft = toDraft(trigger);
      expect(parseDraft(draft, [])).toEqual({ success: true, data: trigger });
      expect(Object.values(draft)).not.toContain("0s");
    }),
  );
});

test("a draft goes into the address and comes out of it, whatever is wrong with it", () => {
  const drafts = fc.oneof(
    triggers.map(toDraft),
    fc.jsonValue().map((value): Draft => ({ when: "x", other: value as JsonObject })),
  );
  fc.assert(
    fc.property(drafts, (draft) => {
      const params = draftToParams(draft);
      if (params === null) return;
      const route = parseRoute(formatRoute({ panel: "triggers", params: changeParams({}, params) }));
      expect(paramsToDraft(route.params)).toEqual(JSON.parse(JSON.stringify(draft)));
    }),
  );
  expect(paramsToDraft({ id: "eth-falls", days: "3" })).toBeNull();
  expect(paramsToDraft({ when: "a", action: "{", more: "[1]" })).toEqual({ when: "a" });
  expect(draftToParams({ when: "x".repeat(2_000) })).toBeNull();
});

test("an id is made of the name, and of no other trigger's", () => {
  expect(idOf({ name: "ETH falls 5 % in an hour!" }, [])).toBe("eth-falls-5-in-an-hour");
  expect(idOf({ name: "ETH falls" }, ["eth-falls", "eth-falls-2"])).toBe("eth-falls-3");
  expect(idOf({ name: "Überfall" }, [])).toBe("uberfall");
  expect(idOf({ name: "…" }, [])).toBe("trigger");
  expect(idOf({ id: " own", name: "a" }, [" own"])).toBe(" own");
});

describe("what is wrong is told by field, all at once", () => {
  const spells = [
    {
      name: "ironvine",
      purpose: "",
      risk: "low" as const,
      warnings: [],
      reads: [],
      params: { properties: { sell: { type: "string" }, slippageBps: { type: "integer", minimum: 1, maximum: 9 } } },
    },
  ];
  const castOf = (params: object, more: object = {}) => ({
    action: { type: "cast", spell: "ironvine", params, deadline: "30m", ...more },
  });
  const held = [Trigger.parse({ id: "a", when }), Trigger.parse({ id: "b", when, inhibitedBy: ["a"] })];
  test.each<readonly [title: string, draft: object, faults: readonly (readonly [string, string])[]]>([
    ["nothing", { when }, []],
    ["nothing written", {}, [["when", "this is missing"]]],
    ["the place in the condition", { when: "price('ETH') < 1" }, [["when", "there is no signal price.ETH"]]],
    [
      "two conditions",
      { when: "x", clearWhen: "y" },
      [
        ["when", "no variables"],
        ["clearWhen", "no variables"],
      ],
    ],
    ["a duration", { when, for: "5 minutes" }, [["for", "expected a whole number and one of s, m, h, d"]]],
    [
      "two fields",
      { when, for: "x", maxFires: "three" },
      [
        ["for", "whole number"],
        ["maxFires", "expected number"],
      ],
    ],
    ["another field", { when, coolDown: "1h" }, [["coolDown", "did you mean cooldown?"]]],
    [
      "times of day",
      { when, activeHours: { timeZone: "UTC", from: "9", to: "17:00" } },
      [["activeHours.from", "09:00"]],
    ],
    ["what it may not claim", { when, priority: "protective" }, [["priority", "protects nothing"]]],
    ["a spell", { when, ...castOf({}, { spell: "firestorm" }) }, [["action.spell", "expected one of ironvine"]]],
    [
      "its parameters",
      { when, ...castOf({ sell: "", slippageBps: 10 }) },
      [
        ["action.params.sell", "missing"],
        ["action.params.slippageBps", "from 1 to 9"],
      ],
    ],
    [
      "a deadline",
      { when, ...castOf({ sell: "A", slippageBps: 1 }, { deadline: "0s" }) },
      [["action.deadline", "longer than 0"]],
    ],
    ["another's id", { id: "a", when }, [["id", "has a trigger a"]]],
    ["a circle", { id: "a", when, inhibitedBy: ["b"] }, [["inhibitedBy", "in a circle"]]],
    ["an inhibitor that there is not", { when, inhibitedBy: ["z"] }, [["inhibitedBy", "no trigger z"]]],
    ["data too old", { when, maxStaleness: "1h" }, [["maxStaleness", "at most 6 minutes"]]],
  ])("%s", (title, draft, expected) => {
    const ownId = title === "a circle" ? "a" : null;
    const { faults } = checkDraft(draft as Draft, { ...settings, spells, held, ownId });
    expect(faults.map(({ field }) => field)).toEqual(expected.map(([field]) => field));
    for (const [index, [, message]] of expected.entries()) expect(faults[index]?.message).toContain(message);
  });

  test("without the signals conditions wait; the rest is told", () => {
    expect(checkDraft({ when: "x", for: "y" }, { ...settings, compile: null }).faults).toHaveLength(1);
  });
});

test.each(templates.map((template) => [template.id, template] as const))(
  "the template %s is a trigger",
  (_, template) => {
    for (const priceUsd of [null, 0.000_012_3, 3.2, 42_183.5]) {
      const draft = template.write({ asset: "ETH-USD", priceUsd });
      expect(checkDraft(draft, settings).faults).toEqual([]);
      expect(paramsToDraft(draftToParams(draft) ?? {})).toEqual(draft);
    }
  },
);
