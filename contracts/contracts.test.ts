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
  version: 1,
  eventTimeMs: 1,
  traceId: "1".repeat(32),
  body: { windowStartMs: 0, windowEndMs: 1, ticks: [], refused: [] },
};
test.each<[string, object, boolean]>([
  ["as it is", {}, true],
  ["with a field that nobody knows", { priority: "high" }, false],
  ["of another version", { version: 2 }, false],
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
  ["1.5h", undefined],
  ["-1h", undefined],
  ["01h", undefined],
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
  ["a trigger's id with a space", TriggerId, "eth falls", false],
])("%s", (_what, schema, value, isAccepted) => {
  expect(schema.safeParse(value).success).toBe(isAccepted);
});

test("a trigger's defaults: once, at once, no cooldown", () => {
  const parsed = Trigger.parse({
    id: trigger,
    name: "ETH falls",
    when: "price('ETH-USD') < 1",
    action: { type: "notify" },
  });
  expect(parsed).toMatchObject({ for: "0s", cooldown: "0s", mode: "once" });
  expect(Trigger.safeParse({ ...parsed, whne: "1 < 2" }).success).toBe(false);
  expect(Trigger.safeParse({ ...parsed, action: { type: "cast", spell: "ironvine", params: {} } }).success).toBe(false);
});
