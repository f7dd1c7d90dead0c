import fc from "fast-check";
import { expect, test } from "vitest";
import { compileCondition } from "../../conditions/compile-condition.ts";
import { evaluateLeaf } from "../../conditions/evaluate-leaf.ts";
import { createSignalCatalogue } from "../../conditions/signal-catalogue.ts";
import type { Fire } from "../../contracts/fires.ts";
import { deriveFireId, TriggerId } from "../../contracts/ids.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { Trigger } from "../../contracts/trigger.ts";
import { acceptFire, aheadMsMax, type HeldTrigger } from "./accept-fire.ts";

const minuteMs = 60_000;
const atMs = Date.UTC(2021, 4, 19, 11, 18);
const triggerId = TriggerId.parse("eth-falls");
const catalogue = createSignalCatalogue(pipelines);
const settings = { cadenceMs: 2 * minuteMs, catalogue, expectedId: await deriveFireId(triggerId, 3, 5), nowMs: atMs };

const held = (change: Partial<HeldTrigger> = {}, trigger: Partial<Trigger> = {}): HeldTrigger => ({
  trigger: Trigger.parse({
    id: triggerId,
    name: "ETH falls",
    when: "change(price('ETH-USD'), '1h') < -0.05 || price('BTC-USD') < 30000",
    cooldown: "2h",
    mode: "repeat",
    action: { type: "notify" },
    ...trigger,
  }),
  version: 3,
  isEnabled: true,
  epoch: 5,
  lastFiredAtMs: null,
  ...change,
});

/** A fire as the evaluate stage makes it, for prices now and an hour ago. */
function fireOf(nowUsd: number, beforeUsd: number, sampleAgeMs = 0): Fire {
  const compiled = compileCondition(held().trigger.when, { cadenceMs: 2 * minuteMs, isKnownSignal: () => true });
  if (!compiled.ok) throw new Error(compiled.error.message);
  const explain = compiled.value.leaves.map((leaf) =>
    evaluateLeaf(leaf, atMs, (key, time) => {
      const value = key === "price.BTC-USD" ? 40_000 : time === atMs ? nowUsd : beforeUsd;
      return { value, low: value, high: value, sampleAtMs: time - sampleAgeMs };
    }),
  );
  return {
    fireId: settings.expectedId,
    triggerId,
    version: 3,
    epoch: 5,
    atMs,
    deadlineMs: atMs + 30 * minuteMs,
    snapshot: `grid:${atMs}`,
    explain,
  };
}
const good = fireOf(2_700, 3_000);

test.each<[string, HeldTrigger | undefined, Fire, string | null, number?]>([
  ["a fall of ten percent", held(), good, null],
  ["a later epoch than expected: fires before it were lost", held({ epoch: 4 }), good, null],
  ["an epoch from so far ahead that it would use up all between", held({ epoch: 5 }), { ...good, epoch: 106 }, "ahead"],
  ["no such trigger", undefined, good, "unknown-trigger"],
  ["a trigger that is off", held({ isEnabled: false }), good, "disabled"],
  ["another version", held({ version: 4 }), good, "other-version"],
  ["an epoch that was taken in", held({ epoch: 6 }), good, "repeated"],
  ["an id that does not follow", held(), { ...good, fireId: `0x${"0".repeat(64)}` as Fire["fireId"] }, "wrong-id"],
  ["a once trigger that has fired", held({ lastFiredAtMs: atMs - 1 }, { mode: "once" }), good, "ended"],
  ["one moment before the cooldown's end", held({ lastFiredAtMs: atMs - 120 * minuteMs + 1 }), good, "cooling"],
  ["exactly at the cooldown's end", held({ lastFiredAtMs: atMs - 120 * minuteMs }), good, null],
  ["a fall that is too small", held(), fireOf(2_900, 3_000), "does-not-hold"],
  ["another condition", held({}, { when: "change(price('ETH-USD'), '1h') < -0.06" }), good, "other-condition"],
  ["ten minutes ahead of the chain's time", held(), good, null, atMs - aheadMsMax],
  ["from further ahead", held(), good, "from-the-future", atMs - aheadMsMax - 1],
  ["samples of six minutes ago", held(), fireOf(2_700, 3_000, 6 * minuteMs), null],
  ["samples that are too old", held(), fireOf(2_700, 3_000, 6 * minuteMs + 1), "stale"],
  [
    "samples too old for the trigger itself",
    held({}, { maxStaleness: "2m" }),
    fireOf(2_700, 3_000, 3 * minuteMs),
    "stale",
  ],
])("%s", (_what, trigger, fire, code, nowMs = atMs) => {
  const verdict = acceptFire(trigger, fire, { ...settings, nowMs });
  expect(verdict.ok ? null : verdict.error.code).toBe(code);
});

test("whatever the two prices are: accepted exactly where they fell by more than five percent", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 1e6, noNaN: true }),
      fc.double({ min: 1, max: 1e6, noNaN: true }),
      (now, before) => {
        expect(acceptFire(held(), fireOf(now, before), settings).ok).toBe(now / before - 1 < -0.05);
      },
    ),
  );
});

test("a leaf that was changed on the way is refused, even where the verdict stays the same", () => {
  const field = fc.constantFrom("leaf", "op", "right", "left");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1 }), field, (index, name) => {
      const value = {
        leaf: "price('ETH-USD') < 1",
        op: ">",
        right: 0.5,
        left: name === "left" && index === 0 ? 0 : 1e9,
      }[name];
      const explain = good.explain.map((leaf, at) =>
        at === index ? { ...leaf, [name]: value } : leaf,
      ) as Fire["explain"];
      const verdict = acceptFire(held(), { ...good, explain }, settings);
      expect(verdict.ok).toBe(false);
    }),
  );
});
