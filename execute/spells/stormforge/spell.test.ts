import { expect, test } from "vitest";
import { describeCall } from "../describe-call.ts";
import { describeNeed } from "../permission-need.ts";
import { type TestWorld, testAddresses, testContext, testSettings } from "../test-context.ts";
import { StormforgeParams, stormforge } from "./spell.ts";

const ether = 10n ** 18n;
const params = StormforgeParams.parse({
  collateral: "WETH",
  borrow: "USDC",
  amount: "1",
  leverage: "1.5",
  healthMin: "1.3",
  slippageBps: 100,
  deviationBpsMax: 500,
});

test("one and a half times an ether: what its calls say, and what it promises", () => {
  const plan = stormforge.plan(testContext({ weth: ether }), params);
  if (!plan.ok) throw new Error(plan.error.message);
  expect(plan.value.calls.map((call) => describeCall(call, testSettings))).toEqual([
    "Let the lending pool draw 1 WETH.",
    "Lend 1 WETH.",
    "Borrow 1350 USDC at the variable rate.",
    "Let the Uniswap router draw 1350 USDC.",
    expect.stringMatching(/^Swap 1350 USDC for at least 0\.4935\d* WETH\.$/),
    expect.stringMatching(/^Let the lending pool draw 0\.4935\d* WETH\.$/),
    expect.stringMatching(/^Lend 0\.4935\d* WETH\.$/),
  ]);
  expect(plan.value.expectations).toContainEqual({ kind: "health", healthMin: "1.3" });
  expect(plan.value.expectations).toContainEqual({
    kind: "balance",
    token: testAddresses.debtUsdc,
    changeMin: "1350000000",
    changeMax: null,
  });
  expect(plan.value.position).toMatchObject({ kind: "leverage", move: "wind", collateral: testAddresses.aWeth });
  const needs = stormforge.permissions(params, testSettings);
  expect(needs.ok && needs.value.map(describeNeed)).toEqual([
    "Lend WETH, 1.5 WETH with each cast, and borrow USDC.",
    "Sell USDC for WETH in the pool.",
  ]);
});

test.each<[string, TestWorld, Partial<StormforgeParams>, string]>([
  ["less than the amount", { weth: ether - 1n }, {}, "not-enough"],
  ["a health factor below the owner's floor", { weth: ether }, { leverage: "2", healthMin: "1.7" }, "health-too-low"],
  ["a lending market with another price than the pool", { weth: ether, marketPriceUsd: "3000" }, {}, "price-deviates"],
  ["a signal far from the pool", { weth: ether, signalPriceUsd: 2_000 }, {}, "price-deviates"],
  ["a token without a market", { weth: ether }, { borrow: "DAI" }, "unknown-token"],
  ["a vault that owes enough already", { weth: ether, suppliedWeth: ether, owedUsdc: 5_400_000_000n }, {}, "no-equity"],
])("refused: %s", (_what, world, change, code) => {
  const plan = stormforge.plan(testContext(world), { ...params, ...change });
  expect(plan.ok ? null : plan.error.code).toBe(code);
});

test("refused: a market that takes no new loans, and loans that are none of this spell's", () => {
  const context = testContext({ weth: ether });
  const { lending } = context;
  if (lending === null) throw new Error("it was read");
  const withReserve = (symbol: string, change: object) => ({
    ...context,
    lending: {
      ...lending,
      reserves: lending.reserves.map((one) => (one.symbol === symbol ? { ...one, ...change } : one)),
    },
  });
  const codeOf = (seen: typeof context) => {
    const plan = stormforge.plan(seen, params);
    return plan.ok ? null : plan.error.code;
  };
  expect(codeOf(withReserve("USDC", { isOpen: false }))).toBe("market-closed");
  expect(codeOf(withReserve("WETH", { owed: 1n }))).toBe("other-loans");
  expect(codeOf(withReserve("USDC", { supplied: 5n, isCollateral: true }))).toBe("other-loans");
  expect(codeOf({ ...context, lending: null } as never)).toBe("no-market");
});

test.each([
  ["leverage", "1"],
  ["leverage", "1.0"],
  ["leverage", "2.1"],
  ["leverage", "3"],
  ["leverage", "1.50"],
  ["healthMin", "1"],
  ["healthMin", "1.04"],
  ["healthMin", "0.9"],
])("the parameter %s %j is refused", (field, value) => {
  expect(StormforgeParams.safeParse({ ...params, [field]: value }).success).toBe(false);
});
