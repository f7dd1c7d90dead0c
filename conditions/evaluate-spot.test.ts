import { expect, test } from "vitest";
import { compileForTest, explainAt, quietPoints, type TestPoint, testAtMs } from "../evaluate/core/test-explain.ts";
import type { Leaf } from "./condition.ts";
import { compare, evaluateSpot, sidesOf, signalsOf, signalsOfLeaf } from "./evaluate-spot.ts";

const leafOf = (text: string): Leaf => {
  const [leaf] = compileForTest(text).leaves;
  if (leaf === undefined) throw new Error("every condition has a leaf");
  return leaf;
};
const present = new Map([
  ["price.ETH-USD", 2_700],
  ["price.BTC-USD", 40_000],
]);

test.each<[string, number | undefined]>([
  ["price('ETH-USD')", 2_700],
  ["-price('ETH-USD') + 1", -2_699],
  ["price('BTC-USD') / price('ETH-USD')", 40_000 / 2_700],
  ["ratio(price('BTC-USD'), price('ETH-USD'))", 40_000 / 2_700],
  ["spread(price('BTC-USD'), price('ETH-USD'))", 37_300],
  ["price('BTC-USD') * 2", 80_000],
  ["price('BTC-USD') / (price('ETH-USD') - 2700)", undefined],
  ["price('BTC-USD') * 1e308", undefined],
  ["factor('risk') * price('ETH-USD')", undefined],
  ["low('ETH-USD')", undefined],
  ["high('ETH-USD') - price('ETH-USD')", undefined],
  ["change(price('ETH-USD'), '1h')", undefined],
  ["1 - sma(price('ETH-USD'), '1h')", undefined],
  ["ema(price('ETH-USD'), '1h')", undefined],
])("%s is %s by the present values alone", (text, value) => {
  const leaf = leafOf(`${text} < 1e300`);
  expect(leaf.kind === "comparison" && evaluateSpot(leaf.left, present)).toBe(value);
});

test.each<["<" | "<=" | ">" | ">=" | "==" | "!=", readonly boolean[]]>([
  ["<", [true, false, false]],
  ["<=", [true, true, false]],
  [">", [false, false, true]],
  [">=", [false, true, true]],
  ["==", [false, true, false]],
  ["!=", [true, false, true]],
])("1, 2 and 3 %s 2: %s", (op, verdicts) => {
  expect([1, 2, 3].map((left) => compare(left, op, 2))).toEqual(verdicts);
});

test.each<[string, string | null, string | null, string[]]>([
  ["price('ETH-USD') < 1", "signal", "number", ["price.ETH-USD"]],
  [
    "crossesAbove(price('ETH-USD') + price('BTC-USD') - price('ETH-USD'), sma(price('BTC-USD'), '1h'))",
    "arithmetic",
    "window",
    ["price.ETH-USD", "price.BTC-USD"],
  ],
  ["touches('ETH-USD', low('BTC-USD'))", null, "signal", ["price.ETH-USD", "price.BTC-USD"]],
  ["trailingStop('ETH-USD', 0.1)", null, null, ["price.ETH-USD"]],
])("%s: the sides %s and %s, the signals %j", (text, left, right, signals) => {
  const leaf = leafOf(text);
  const sides = sidesOf(leaf);
  expect([sides.left?.kind ?? null, sides.right?.kind ?? null]).toEqual([left, right]);
  expect([...signalsOfLeaf(leaf)]).toEqual(signals);
});

test("signals stand in the order of the text, and counted events are none of them", () => {
  const count = { kind: "event-count", filter: "war", windowMs: 120_000 } as const;
  const leaf = leafOf("price('ETH-USD') + price('BTC-USD') > 1");
  if (leaf.kind !== "comparison") throw new Error("a comparison");
  expect(signalsOf({ kind: "arithmetic", op: "+", left: count, right: leaf.left })).toEqual([
    "price.ETH-USD",
    "price.BTC-USD",
  ]);
});

/** ETH was 3000 an hour ago and is 2700, seen a second ago; BTC has no past; there is no reading of risk. */
const path: TestPoint[] = [
  { "price.ETH-USD": { value: 3_000 } },
  ...quietPoints(29),
  {
    "price.ETH-USD": { value: 2_700, low: 2_690, high: 2_710, sampleAtMs: testAtMs - 1_000 },
    "price.BTC-USD": { value: 40_000, sampleAtMs: testAtMs - 60_000 },
  },
];

test.each<[string, number | null, number | null, boolean | null]>([
  ["price('ETH-USD') < 2700", 2_700, 2_700, false],
  ["price('ETH-USD') <= 2700", 2_700, 2_700, true],
  ["low('ETH-USD') < 2700", 2_690, 2_700, true],
  ["high('ETH-USD') > 2700", 2_710, 2_700, true],
  ["change(price('ETH-USD'), '1h') < -0.05", 2_700 / 3_000 - 1, -0.05, true],
  ["change(price('BTC-USD'), '1h') < -0.05", null, -0.05, null],
  ["sma(price('ETH-USD'), '1h') < 3000", null, 3_000, null],
  ["factor('risk') < 0", null, 0, null],
  ["price('BTC-USD') / price('ETH-USD') > 14", 40_000 / 2_700, 14, true],
  ["price('BTC-USD') / (price('ETH-USD') - 2700) > 14", null, 14, null],
  ["-price('ETH-USD') + 1 < 0", -2_699, 0, true],
  ["0 < price('BTC-USD') * factor('risk')", 0, null, null],
  ["price('ETH-USD') < factor('risk') * price('BTC-USD')", 2_700, null, null],
  ["crossesBelow(price('ETH-USD'), 2800)", 2_700, 2_800, false],
  ["touches('ETH-USD', 2690)", 2_690, 2_690, true],
  ["touches('ETH-USD', 2800)", 2_710, 2_800, false],
  ["trailingStop('ETH-USD', 0.1)", 2_690, 3_000 * (1 - 0.1), true],
  ["trailingStop('BTC-USD', 0.1)", 40_000, null, false],
])("an explanation of %s: %s and %s, %s", (text, left, right, holds) => {
  expect(explainAt(text, path)).toMatchObject([{ leaf: text, left, right, holds }]);
});

test("an explanation names each sample that it saw now once, and the age of the oldest", () => {
  const text = "price('ETH-USD') + price('ETH-USD') > change(price('ETH-USD'), '1h') * price('BTC-USD')";
  expect(explainAt(text, path)).toMatchObject([
    {
      sampleAtMs: testAtMs - 60_000,
      inputs: [
        { key: "price.ETH-USD", value: 2_700, sampleAtMs: testAtMs - 1_000 },
        { key: "price.BTC-USD", value: 40_000, sampleAtMs: testAtMs - 60_000 },
      ],
    },
  ]);
});
