import { type Address, encodeFunctionData, type Hex, keccak256, parseEther, stringToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { describe, expect, test } from "vitest";
import { encodeMint } from "../../local/chain/deploy-world.ts";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { lendingAccount, lendPermission, lentAndOwed } from "../../local/chain/test-lending.ts";
import { usd } from "../../local/chain/test-orders.ts";
import { armDemoVault, executeAsOwner } from "../../local/chain/test-session.ts";
import { erc20Abi, lendingPoolAbi } from "./abis.ts";
import {
  buildBorrowCall,
  buildRepayCalls,
  buildSupplyCalls,
  buildWithdrawCall,
  type LendingInput,
  wholeAmount,
} from "./lending-calls.ts";
import type { Call } from "./safe-tx.ts";

const chainOf = provideTestChain();
const castId = (name: string): Hex => keccak256(stringToHex(name));
const stranger = privateKeyToAccount(castId("stranger")).address;
const at = () => chainOf().deployment.addresses;
const safe = () => chainOf().deployment.demoVault.safe;
const arm = () => armDemoVault(chainOf(), { permissions: [lendPermission(chainOf())] });

const act = (token: "weth" | "usdc", amount: bigint, change: Partial<LendingInput> = {}): LendingInput => ({
  pool: chainOf().deployment.lending.pool,
  token: at()[token],
  amount,
  safe: safe(),
  ...change,
});
const supply = (amount: string, change: Partial<LendingInput> = {}) =>
  buildSupplyCalls(act("weth", parseEther(amount), change));
const borrow = (amount: string, change: Partial<LendingInput> = {}) =>
  buildBorrowCall(act("usdc", usd(amount), change));
const withdraw = (amount: bigint, change: Partial<LendingInput> = {}) => buildWithdrawCall(act("weth", amount, change));

describe("a session that may lend and borrow", () => {
  test("winds up and unwinds to the last unit, within what it was given", async () => {
    const session = await arm();
    await session.execute(castId("in"), [...supply("8"), borrow("10000")]);
    expect(await session.balances()).toEqual({ weth: parseEther("2"), usdc: usd("10000") });
    const { lent } = await lentAndOwed(chainOf(), at().weth, safe());
    expect(lent).toBe(parseEther("8"));
    // 8 × 2980 × 0.825 / 10,000
    expect((await lendingAccount(chainOf(), safe())).healthFactor / 10n ** 14n).toBe(19668n);

    // An hour's interest, which the session may pay although nobody gave it an allowance for that.
    await chainOf().mine(1, (await chainOf().nowSeconds()) + 3_600n);
    const { owed } = await lentAndOwed(chainOf(), at().usdc, safe());
    expect(owed).toBeGreaterThan(usd("10000"));
    await chainOf()
      .wallet("owner")
      .send({ to: at().usdc, data: encodeMint(safe(), usd("5")) });
    const repay = buildRepayCalls({ ...act("usdc", wholeAmount), approved: usd("10005") });
    await session.execute(castId("out"), [...repay, withdraw(wholeAmount)]);
    expect(await lentAndOwed(chainOf(), at().usdc, safe())).toEqual({ lent: 0n, owed: 0n });
    const { weth, usdc } = await session.balances();
    expect(weth).toBe(parseEther("10"));
    expect(usdc).toBeGreaterThan(usd("4.9"));
    const left = await session.chain.erc20Allowance(at().usdc, safe(), chainOf().deployment.lending.pool);
    expect(left).toEqual({ ok: true, value: 0n });
  });

  test("tells its owner what it may do and what a thief could take", async () => {
    const { plan } = await arm();
    expect(plan.words).toContain("Lend at most 8 WETH in all.");
    expect(plan.words).toContain("Borrow at most 10000 USDC in all.");
    expect(plan.words.join(" ")).toContain("a loss of at most 500 USDC for the liquidator's bonus");
    expect(plan.worstLoss.parts).toMatchObject([{ by: "liquidation", lossBps: 500, lostUnits: usd("500") }]);
  });
});

describe("what its raw key cannot do", () => {
  const pool = () => chainOf().deployment.lending.pool;
  const onPool = (data: Hex): Call => ({ to: pool(), value: 0n, data });
  const encode = (functionName: "borrow" | "setUserUseReserveAsCollateral", args: readonly unknown[]): Call =>
    onPool(encodeFunctionData({ abi: lendingPoolAbi, functionName, args } as never));
  const approve = (token: Address, spender: Address): Call => ({
    to: token,
    value: 0n,
    data: encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [spender, 1n] }),
  });
  const moveAToken = (functionName: "transfer" | "approve"): Call => ({
    to: chainOf().deployment.lending.reserves[0]?.aToken ?? "0x",
    value: 0n,
    data: encodeFunctionData({ abi: erc20Abi, functionName, args: [stranger, 1n] }),
  });
  const attacks: readonly (readonly [string, () => readonly Call[], RegExp])[] = [
    ["lend in another's name", () => supply("1", { safe: stranger }), /ParameterNotAllowed/],
    ["lend more than allowed", () => supply("8.000000000000000001"), /AllowanceExceeded/],
    ["lend more in two steps", () => [...supply("5"), ...supply("5")], /AllowanceExceeded/],
    ["lend another token", () => buildSupplyCalls(act("usdc", 1n)), /ParameterNotAllowed/],
    ["borrow for another account", () => [borrow("1", { safe: stranger })], /ParameterNotAllowed/],
    ["borrow more than allowed", () => [borrow("10000.000001")], /AllowanceExceeded/],
    ["borrow more in two steps", () => [borrow("6000"), borrow("6000")], /AllowanceExceeded/],
    ["borrow another token", () => [buildBorrowCall(act("weth", 1n))], /ParameterNotAllowed/],
    ["borrow at a stable rate", () => [encode("borrow", [at().usdc, 1n, 1n, 0, safe()])], /ParameterNotAllowed/],
    ["borrow with a referral code", () => [encode("borrow", [at().usdc, 1n, 2n, 7, safe()])], /ParameterNotAllowed/],
    ["take what is lent out to himself", () => [withdraw(1n, { safe: stranger })], /ParameterNotAllowed/],
    ["take out another token", () => [buildWithdrawCall(act("usdc", 1n))], /ParameterNotAllowed/],
    ["repay another's debt", () => buildRepayCalls(act("usdc", 1n, { safe: stranger })), /ParameterNotAllowed/],
    [
      "switch the collateral off",
      () => [encode("setUserUseReserveAsCollateral", [at().weth, false])],
      /FunctionNotAllowed/,
    ],
    ["change the efficiency mode", () => [onPool(`0x28530a47${"0".repeat(63)}1`)], /FunctionNotAllowed/],
    ["take a flash loan", () => [onPool("0x42b0b77c")], /FunctionNotAllowed/],
    ["liquidate through the Safe", () => [onPool("0x00a718a9")], /FunctionNotAllowed/],
    ["transfer the lent token's receipt", () => [moveAToken("transfer")], /TargetAddressNotAllowed/],
    ["approve the lent token's receipt", () => [moveAToken("approve")], /TargetAddressNotAllowed/],
    ["let another draw the lent token", () => [approve(at().weth, stranger)], /ParameterNotAllowed/],
    ["let another draw the borrowed token", () => [approve(at().usdc, stranger)], /ParameterNotAllowed/],
    ["let the router draw", () => [approve(at().weth, at().swapRouter)], /ParameterNotAllowed/],
    ["lend to another pool", () => supply("1", { pool: at().pool }), /ParameterNotAllowed/],
  ];
  test.each(attacks)("%s", async (_name, build, reason) => {
    const session = await arm();
    // With a position open, so that only the role stands in the way.
    await executeAsOwner(chainOf(), [...supply("1"), borrow("500")]);
    const found = await session.refusal(castId("attack"), build());
    expect(found).toMatch(/^cast\.role-refuses: /);
    expect(found).toMatch(reason);
  });

  test("do anything after its end, also what has no deadline of its own", async () => {
    const session = await arm();
    await executeAsOwner(chainOf(), [...supply("1"), borrow("500")]);
    const end = (await chainOf().nowSeconds()) + 86_400n;
    const acts = [
      supply("1").slice(0, 1),
      supply("1").slice(1),
      [borrow("1")],
      buildRepayCalls(act("usdc", 1n)).slice(0, 1),
      buildRepayCalls(act("usdc", 1n)).slice(1),
      [withdraw(1n)],
    ];
    await session.execute(castId("before"), acts.flat());
    await chainOf().mine(1, end + 10n);
    for (const [index, calls] of acts.entries()) {
      // Without the claim, which ends too: a thief needs none.
      const reason = await session.refusalWithoutClaim(castId(`after ${index}`), calls);
      expect(reason).toMatch(/^cast\.role-refuses: .*CustomConditionViolation/);
    }
  });
});
