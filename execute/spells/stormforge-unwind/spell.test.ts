import { expect, test } from "vitest";
import { describeCall } from "../describe-call.ts";
import { testAddresses, testContext, testSettings } from "../test-context.ts";
import { StormforgeUnwindParams, stormforgeUnwind } from "./spell.ts";

const ether = 10n ** 18n;
const params = StormforgeUnwindParams.parse({
  collateral: "WETH",
  borrow: "USDC",
  slippageBps: 100,
  deviationBpsMax: 500,
});
const planOf = (world: Parameters<typeof testContext>[0]) => stormforgeUnwind.plan(testContext(world), params);

test("a loan of 1350 dollars against an ether and a half ends in one round: repaid whole, no approval left, all taken out", () => {
  const plan = planOf({ suppliedWeth: (3n * ether) / 2n, owedUsdc: 1_350_000_000n });
  if (!plan.ok) throw new Error(plan.error.message);
  expect(plan.value.calls.map((call) => describeCall(call, testSettings))).toEqual([
    expect.stringMatching(/^Take 0\.50\d* WETH back\.$/),
    expect.stringMatching(/^Let the Uniswap router draw 0\.50\d* WETH\.$/),
    expect.stringMatching(/^Swap 0\.50\d* WETH for at least 1350\.00\d* USDC\.$/),
    expect.stringMatching(/^Let the lending pool draw 1350\.00\d* USDC\.$/),
    "Repay all USDC that is owed.",
    "Let the lending pool draw no USDC any more.",
    "Take all WETH back that is lent.",
  ]);
  expect(plan.value.expectations).toContainEqual({
    kind: "balance",
    token: testAddresses.debtUsdc,
    changeMin: (-(2n ** 255n)).toString(),
    changeMax: "-1350000000",
  });
});

test("without debt it only takes out; with nothing lent there is nothing to do", () => {
  const plan = planOf({ suppliedWeth: ether });
  expect(plan.ok && plan.value.calls.map((call) => describeCall(call, testSettings))).toEqual([
    "Take all WETH back that is lent.",
  ]);
  expect(planOf({ weth: ether })).toMatchObject({ ok: false, error: { code: "nothing-lent" } });
});

test("near liquidation it does what one batch can, says what stays owed, and promises that the health factor does not fall", () => {
  const plan = planOf({ priceUsd: "1642", suppliedWeth: 2n * ether, owedUsdc: 2_700_000_000n });
  if (!plan.ok) throw new Error(plan.error.message);
  expect(plan.value.expected.sentences[1]).toMatch(/stay owed/);
  expect(plan.value.expectations.some(({ kind }) => kind === "health")).toBe(true);
  expect(planOf({ priceUsd: "1636", suppliedWeth: 2n * ether, owedUsdc: 2_700_000_000n })).toMatchObject({
    ok: false,
    error: { code: "cannot-unwind" },
  });
});

test("it is the way out: it only reduces exposure, and nothing takes it back", () => {
  expect(stormforgeUnwind.reducesExposure(params)).toBe(true);
  expect(stormforgeUnwind.undo({} as never, params, testContext())).toMatchObject({ ok: false });
});
