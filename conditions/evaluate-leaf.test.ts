import { expect, test } from "vitest";
import { compileCondition } from "./compile-condition.ts";
import { evaluateLeaf, type ReadSignal } from "./evaluate-leaf.ts";

const atMs = 7_200_000;
/** ETH was 3000 an hour ago and is 2700; BTC has no past; RISK has no data now. */
const read: ReadSignal = (key, time) => {
  const value =
    key === "price.ETH-USD"
      ? time === atMs
        ? 2_700
        : 3_000
      : key === "price.BTC-USD" && time === atMs
        ? 40_000
        : undefined;
  return value === undefined ? undefined : { value, low: value - 10, high: value + 10, sampleAtMs: time - 1_000 };
};

test.each<[string, number | null, number | null, boolean | null]>([
  ["price('ETH-USD') < 2700", 2_700, 2_700, false],
  ["price('ETH-USD') <= 2700", 2_700, 2_700, true],
  ["price('ETH-USD') == 2700", 2_700, 2_700, true],
  ["price('ETH-USD') != 2700", 2_700, 2_700, false],
  ["low('ETH-USD') < 2700", 2_690, 2_700, true],
  ["high('ETH-USD') > 2700", 2_710, 2_700, true],
  ["change(price('ETH-USD'), '1h') < -0.05", 2_700 / 3_000 - 1, -0.05, true],
  ["change(price('BTC-USD'), '1h') < -0.05", null, -0.05, null],
  ["factor('risk') < 0", null, 0, null],
  ["price('BTC-USD') / price('ETH-USD') > 14", 40_000 / 2_700, 14, true],
  ["price('BTC-USD') / (price('ETH-USD') - 2700) > 14", null, 14, null],
  ["-price('ETH-USD') + 1 < 0", -2_699, 0, true],
  ["0 < price('BTC-USD') * factor('risk')", 0, null, null],
])("%s", (text, left, right, holds) => {
  const compiled = compileCondition(text, { cadenceMs: 120_000, isKnownSignal: () => true });
  if (!compiled.ok) throw new Error(compiled.error.message);
  const [leaf] = compiled.value.leaves;
  if (leaf === undefined) throw new Error("one leaf");
  expect(evaluateLeaf(leaf, atMs, read)).toMatchObject({ leaf: text, left, right, holds });
});

test("it says which samples it saw now, each once, and how old the oldest is", () => {
  const text = "price('ETH-USD') * price('ETH-USD') > change(price('ETH-USD'), '1h') + price('BTC-USD')";
  const compiled = compileCondition(text, { cadenceMs: 120_000, isKnownSignal: () => true });
  const leaf = compiled.ok ? compiled.value.leaves[0] : undefined;
  if (leaf === undefined) throw new Error("it compiles");
  const trace = evaluateLeaf(leaf, atMs, read);
  expect(trace.inputs).toEqual([
    { key: "price.ETH-USD", value: 2_700, sampleAtMs: atMs - 1_000 },
    { key: "price.BTC-USD", value: 40_000, sampleAtMs: atMs - 1_000 },
  ]);
  expect(trace.sampleAtMs).toBe(atMs - 1_000);
});
