import { expect, test } from "vitest";
import { BigIntText, deriveCastId, deriveFireId, deriveTraceId, SignalKey, TriggerId, VaultAddress } from "./ids.ts";
import { PriceTicks } from "./price-ticks.ts";
import { parseDurationMs } from "./time.ts";
import { Trigger } from "./trigger.ts";

const vault = VaultAddress.parse(`0x${"a".repeat(40)}`);
const trigger = TriggerId.parse("eth-falls");

test("ids are pure functions of their parts; these vectors never change, because ids stand on chain", async () => {
  const fireId = await deriveFireId(trigger, 1, 0);
  expect(fireId).toBe("0xe4afb5b69022f54ff3f37cc9d1800357a1501a02b0e981c97ecdb42a2088add5");
  expect(await deriveCastId(vault, fireId)).toBe("0xf1dfd5c11134f0d7342aa7da7fe4b931db661d001034340ff00e1e0cad7eadde");
  expect(await deriveTraceId("ingest", 1_621_423_080_000)).toBe("557599b3d3af430a706ee04bfe500b4d");
  const others = await Promise.all([
    deriveFireId(trigger, 2, 0),
    deriveFireId(trigger, 1, 1),
    deriveFireId(TriggerId.parse("eth-falls-1"), 1, 0),
    deriveCastId(VaultAddress.parse(`0x${"b".repeat(40)}`), fireId),
  ]);
  expect(new Set([fireId, ...others]).size).toBe(5);
});

const message = {
  id: "ticks:1",
  schema: "price-ticks",
  version: 2,
  eventTimeMs: 1,
  traceId: "1".repeat(32),
  body: { windowStartMs: 0, windowEndMs: 1, part: { index: 0, count: 1 }, ticks: [], refused: [] },
};
test.each<[string, object, boolean]>([
  ["as it is", {}, true],
  ["with a field that nobody knows", { priority: "high" }, false],
  ["of another version", { version: 1 }, false],
  ["of another schema", { schema: "signal-samples" }, false],
  ["without an id", { id: "" }, false],
  ["with a trace that is none", { traceId: "abc" }, false],
  ["of a time that is no whole millisecond", { eventTimeMs: 1.5 }, false],
  ["of a time before 1970", { eventTimeMs: -1 }, false],
  ["with another body", { body: { ticks: [] } }, false],
])("a message %s", (_what, change, isAccepted) => {
  expect(PriceTicks.safeParse({ ...message, ...change }).success).toBe(isAccepted);
});

test.each<[string, number | undefined]>([
  ["90s", 90_000],
  ["6m", 360_000],
  ["1h", 3_600_000],
  ["7d", 604_800_000],
  ["0s", 0],
  ["01h", 3_600_000],
  ["999999999s", 999_999_999_000],
  ["1000000000s", undefined],
  ["1.5h", undefined],
  ["-1h", undefined],
  ["1 h", undefined],
  ["1w", undefined],
  ["", undefined],
])("the duration %j", (text, ms) => {
  expect(parseDurationMs(text)).toBe(ms);
});

test.each<[string, { safeParse: (value: unknown) => { success: boolean } }, unknown, boolean]>([
  ["a great amount", BigIntText, "123456789012345678901234567890", true],
  ["an amount below zero", BigIntText, "-5", true],
  ["an amount as a number", BigIntText, 5, false],
  ["an amount with a point", BigIntText, "1.5", false],
  ["an amount with a leading zero", BigIntText, "05", false],
  ["an address in lower case", VaultAddress, vault, true],
  ["an address with capitals", VaultAddress, `0x${"A".repeat(40)}`, false],
  ["an address that is too short", VaultAddress, "0xaa", false],
  ["a signal", SignalKey, "cluster.ETH-USD.cohesion", true],
  ["a signal without a kind", SignalKey, "ETH-USD", false],
  ["a signal of a pair, as a file writes it", SignalKey, "price.BTC/USDT", true],
  ["a signal with a line break", SignalKey, "price.ETH\nUSD", false],
  ["a signal of a broken character", SignalKey, "price.\ud800", false],
  ["a signal of 160 characters", SignalKey, `price.${"x".repeat(154)}`, true],
  ["a longer one", SignalKey, `price.${"x".repeat(155)}`, false],
  ["a trigger's id with a space", TriggerId, "eth falls", true],
  ["a trigger's id in another script", TriggerId, "эфир падает", true],
  ["a trigger's id with a line break", TriggerId, "eth\nfalls", false],
  ["no id", TriggerId, "", false],
  ["an id of 128 characters", TriggerId, "x".repeat(128), true],
  ["a longer id", TriggerId, "x".repeat(129), false],
])("%s", (_what, schema, value, isAccepted) => {
  expect(schema.safeParse(value).success).toBe(isAccepted);
});

const written = { id: trigger, when: "price('ETH-USD') < 1" };

test("a trigger's defaults: once, at once, no cooldown, it waits for data, and tells its owner", () => {
  expect(Trigger.parse(written)).toEqual({
    ...written,
    for: "0s",
    keepFor: "0s",
    mode: "once",
    cooldown: "0s",
    noData: "hold",
    priority: "opportunistic",
    action: { type: "notify" },
  });
});

test.each<[string, object, boolean]>([
  ["a field that nobody knows", { whne: "1 < 2" }, false],
  ["no condition", { when: "" }, false],
  ["a condition of 4,000 characters", { when: "x".repeat(4_000) }, true],
  ["a longer condition", { when: "x".repeat(4_001) }, false],
  ["a condition to re-arm", { clearWhen: "price('ETH-USD') > 2", keepFor: "6m" }, true],
  ["a mode that there is not", { mode: "twice" }, false],
  ["no fires at all", { maxFires: 0 }, false],
  ["one fire and a half", { maxFires: 1.5 }, false],
  ["three fires", { maxFires: 3 }, true],
  ["a validity in both ways", { validFrom: 0, validUntil: "2021-05-19T14:00:00+02:00" }, true],
  ["a moment without an offset", { validUntil: "2021-05-19T14:00:00" }, false],
  ["a policy that there is not", { noData: "ignore" }, false],
  ["a priority that there is not", { priority: "urgent" }, false],
  ["a group", { group: "g" }, true],
  ["a group without a name", { group: "" }, false],
  ["16 inhibitors", { inhibitedBy: Array.from({ length: 16 }, (_, index) => `t${index}`) }, true],
  ["17 inhibitors", { inhibitedBy: Array.from({ length: 17 }, (_, index) => `t${index}`) }, false],
  ["channels", { action: { type: "notify", channels: ["mail"] } }, true],
  ["a channel without a name", { action: { type: "notify", channels: [""] } }, false],
  ["a cast", { action: { type: "cast", spell: "ironvine", params: {}, deadline: "30m" } }, true],
  ["a cast without a deadline", { action: { type: "cast", spell: "ironvine", params: {} } }, false],
  ["an action that there is not", { action: { type: "trade" } }, false],
])("a trigger with %s", (_what, change, isAccepted) => {
  expect(Trigger.safeParse({ ...written, ...change }).success).toBe(isAccepted);
});
