import { type Hex, keccak256, parseEther, stringToHex } from "viem";
import { describe, expect, test } from "vitest";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { lendPermission } from "../../local/chain/test-lending.ts";
import { orderPermission, usd } from "../../local/chain/test-orders.ts";
import { armDemoVault, swapCallsOf, swapPermission, tokensOf } from "../../local/chain/test-session.ts";
import { buildBorrowCall, buildSupplyCalls } from "./lending-calls.ts";
import { buildCreateOrderCalls } from "./order-calls.ts";

const chainOf = provideTestChain();
const castId = (name: string): Hex => keccak256(stringToHex(name));
const at = () => chainOf().deployment.addresses;
const floor = { windowSeconds: 600, maxLossBps: 200 };

/** Both ways round, orders and loans at once: approvals of one token for three contracts, one swap function twice. */
const armEverything = () => {
  const { weth, usdc } = tokensOf(chainOf());
  return armDemoVault(chainOf(), {
    permissions: [
      swapPermission(chainOf(), { allowance: { kind: "set", balance: parseEther("3") }, priceFloor: floor }),
      swapPermission(chainOf(), {
        sell: usdc,
        buy: weth,
        allowance: { kind: "set", balance: usd("2000") },
        priceFloor: floor,
      }),
      orderPermission(chainOf(), { allowance: { kind: "set", balance: parseEther("2") } }),
      lendPermission(chainOf(), {
        supply: { token: weth, allowance: { kind: "set", balance: parseEther("1") } },
        borrow: { token: usdc, allowance: { kind: "set", balance: usd("500") } },
      }),
    ],
  });
};
const buyBack = (session: Awaited<ReturnType<typeof armEverything>>, amount: string, change = {}) =>
  swapCallsOf(chainOf(), session, usd(amount), { tokenIn: at().usdc, ...change });
const order = async (amount: string) =>
  buildCreateOrderCalls({
    orderBook: at().orderBook,
    id: castId("order"),
    tokenIn: at().weth,
    amountIn: parseEther(amount),
    tokenOut: at().usdc,
    minOut: (parseEther(amount) * 2960n) / 10n ** 12n,
    deadlineSeconds: (await chainOf().nowSeconds()) + 300n,
  });
const lend = (weth: string, usdc: string) => {
  const common = { pool: chainOf().deployment.lending.pool, safe: chainOf().deployment.demoVault.safe };
  return [
    ...buildSupplyCalls({ ...common, token: at().weth, amount: parseEther(weth) }),
    buildBorrowCall({ ...common, token: at().usdc, amount: usd(usdc) }),
  ];
};

describe("a session with several permissions", () => {
  test("lists once what it may leave approved", async () => {
    const { plan } = await armEverything();
    const { pool } = chainOf().deployment.lending;
    expect(plan.approvals).toEqual([
      { token: at().weth, spender: at().swapRouter },
      { token: at().usdc, spender: at().swapRouter },
      { token: at().weth, spender: at().orderBook },
      { token: at().weth, spender: pool },
      { token: at().usdc, spender: pool },
    ]);
  });

  test("does all of them, each within its own allowance", async () => {
    const session = await armEverything();
    await session.execute(castId("all"), [
      ...(await session.swapCalls(parseEther("3"))),
      ...(await buyBack(session, "2000")),
      ...(await order("2")),
      ...lend("1", "500"),
    ]);
    const { weth, usdc } = await session.balances();
    // 10 − 3 − 2 − 1, and about 0.67 bought back; 8,900 for 3 WETH, less 2,000, and 500 borrowed.
    expect(Number(weth) / 1e18).toBeCloseTo(4.669, 2);
    expect(Number(usdc) / 1e6).toBeCloseTo(3 * 2980 * 0.997 - 2000 + 500, -1);
    for (const [name, calls] of Object.entries({
      swap: (await session.swapCalls(1n, { amountOutMinimum: 1n })).slice(1),
      back: (await buyBack(session, "0.000001", { amountOutMinimum: 1n })).slice(1),
    })) {
      expect(await session.refusal(castId(name), calls), name).toMatch(/OrViolation/);
    }
    expect(await session.refusal(castId("lend"), lend("0.1", "1").slice(1, 2))).toMatch(/AllowanceExceeded/);
    expect(Number(session.armReceipt.gasUsed)).toBeLessThan(4_000_000);
  });

  test("keeps each approval to its contract and its amount", async () => {
    const session = await armEverything();
    const approvals = {
      "more for the router": (await session.swapCalls(parseEther("3") + 1n)).slice(0, 1),
      "more for the order book": (await order("2.1")).slice(0, 1),
      "more for the lending pool": lend("1.1", "1").slice(0, 1),
      "for another router": (await session.swapCalls(1n, { router: at().quoter, amountOutMinimum: 1n })).slice(0, 1),
    };
    for (const [name, calls] of Object.entries(approvals)) {
      expect(await session.refusal(castId(name), calls), name).toMatch(/OrViolation/);
    }
  });

  test("mixes nothing of one direction into the other", async () => {
    const session = await armEverything();
    const weth = at().weth;
    const mixed = {
      "the same token both ways": (await session.swapCalls(1n, { tokenOut: weth, amountOutMinimum: 1n })).slice(1),
      "a swap back below its floor": await buyBack(session, "1000", { amountOutMinimum: parseEther("0.3") }),
      "more than the way back has": await buyBack(session, "2000.000001"),
    };
    for (const [name, calls] of Object.entries(mixed)) {
      expect(await session.refusal(castId(name), calls), name).toMatch(/OrViolation/);
    }
  });

  test("adds up what a thief could take", async () => {
    const { plan } = await armEverything();
    expect(plan.worstLoss.parts.map(({ by, token, lostUnits }) => [by, token.symbol, lostUnits])).toEqual([
      ["swap", "WETH", parseEther("0.0603")],
      ["swap", "USDC", usd("40.2")],
      ["order", "WETH", parseEther("0.0202")],
      ["liquidation", "USDC", usd("25")],
    ]);
  });
});
