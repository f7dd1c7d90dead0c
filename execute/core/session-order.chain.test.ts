import { encodeFunctionData, type Hex, keccak256, parseEther, stringToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { describe, expect, test } from "vitest";
import { tendOrders } from "../../local/chain/order-keeper.ts";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { orderOf, orderPermission, usd } from "../../local/chain/test-orders.ts";
import { armDemoVault, executeAsOwner } from "../../local/chain/test-session.ts";
import { erc20Abi, orderBookAbi } from "./abis.ts";
import { buildCancelOrderCall, buildCreateOrderCalls, type OrderInput } from "./order-calls.ts";
import type { Call } from "./safe-tx.ts";

const chainOf = provideTestChain();
const castId = (name: string): Hex => keccak256(stringToHex(name));
const [orderA, orderB] = [castId("order a"), castId("order b")];
const stranger = privateKeyToAccount(castId("stranger")).address;
const at = () => chainOf().deployment.addresses;
const safe = () => chainOf().deployment.demoVault.safe;
const arm = () => armDemoVault(chainOf(), { permissions: [orderPermission(chainOf())] });

const create = (amount: string, deadlineSeconds: bigint, change: Partial<OrderInput> = {}) =>
  buildCreateOrderCalls({
    orderBook: at().orderBook,
    id: orderA,
    tokenIn: at().weth,
    amountIn: parseEther(amount),
    tokenOut: at().usdc,
    // 2980 less half a percent.
    minOut: (parseEther(amount) * 29651n) / 10n ** 13n,
    deadlineSeconds,
    ...change,
  });
const cancel = (creator = safe(), id = orderA) => buildCancelOrderCall(at().orderBook, creator, id);
const soon = async () => (await chainOf().nowSeconds()) + 600n;

describe("a session that may order", () => {
  test("makes an order that a keeper settles into the Safe", async () => {
    const session = await arm();
    await session.execute(castId("1"), create("2", await soon()));
    expect(await session.balances()).toEqual({ weth: parseEther("8"), usdc: 0n });
    await tendOrders(chainOf().wallet("keeper"), chainOf().deployment, "prompt");
    const { status, amountOut } = await orderOf(chainOf(), safe(), orderA);
    expect(status).toBe("executed");
    expect(await session.balances()).toEqual({ weth: parseEther("8"), usdc: amountOut });
  });

  test("takes an order back, and what it sold stays used up", async () => {
    const session = await arm();
    await session.execute(castId("1"), create("3", await soon()));
    await session.execute(castId("2"), [cancel()]);
    expect(await session.balances()).toEqual({ weth: parseEther("10"), usdc: 0n });
    await session.execute(castId("3"), create("1", await soon(), { id: orderB }));
    const more = create("0.000000000000000001", await soon(), { id: castId("c"), minOut: 1n });
    expect(await session.refusal(castId("4"), more)).toMatch(/AllowanceExceeded/);
  });

  test("says that a price is that of the order's day", async () => {
    const { plan } = await arm();
    expect(plan.words).toContain("Order to sell at most 4 WETH in all.");
    expect(plan.words.join(" ")).toContain("as that price was when the order was made");
    expect(plan.words.join(" ")).toContain("a loss of at most 0.0404 WETH.");
  });
});

describe("what its raw key cannot do", () => {
  const bookCall = (functionName: "executeOrder" | "freezeOrder", args: readonly unknown[]): Call => ({
    to: at().orderBook,
    value: 0n,
    data: encodeFunctionData({ abi: orderBookAbi, functionName, args } as never),
  });
  const approve = (spender: Hex): Call => ({
    to: at().weth,
    value: 0n,
    data: encodeFunctionData({ abi: erc20Abi, functionName: "approve", args: [spender, 1n] }),
  });
  const attacks: readonly (readonly [string, (deadline: bigint) => readonly Call[], RegExp])[] = [
    ["order with no least output to speak of", (d) => create("1", d, { minOut: 1n }), /CustomConditionViolation/],
    // 1 % below the mean is 2950.2; a tick is 0.3.
    ["order below the floor", (d) => create("1", d, { minOut: usd("2949") }), /CustomConditionViolation/],
    ["order for another token", (d) => create("1", d, { tokenOut: at().pool }), /ParameterNotAllowed/],
    ["sell another token", (d) => create("1", d, { tokenIn: at().usdc }).slice(1), /ParameterNotAllowed/],
    ["order more than allowed", (d) => create("4.000000000000000001", d), /AllowanceExceeded/],
    ["order more in two steps", (d) => [...create("3", d), ...create("3", d, { id: orderB })], /AllowanceExceeded/],
    ["order for longer than allowed", (d) => create("1", d + 3_600n), /CustomConditionViolation/],
    ["order beyond the session's end", () => create("1", 2n ** 40n), /CustomConditionViolation/],
    ["order with another book", (d) => create("1", d, { orderBook: at().quoter }), /ParameterNotAllowed/],
    ["cancel somebody else's order", () => [cancel(stranger)], /ParameterNotAllowed/],
    ["execute as a keeper", () => [bookCall("executeOrder", [safe(), orderA, 1n])], /FunctionNotAllowed/],
    ["freeze as a keeper", () => [bookCall("freezeOrder", [safe(), orderA])], /FunctionNotAllowed/],
    ["let another draw", () => [approve(stranger)], /ParameterNotAllowed/],
  ];
  test.each(attacks)("%s", async (_name, build, reason) => {
    const session = await arm();
    const found = await session.refusal(castId("attack"), build(await soon()));
    expect(found).toMatch(/^cast\.role-refuses: /);
    expect(found).toMatch(reason);
  });

  test("do anything after its end", async () => {
    const session = await arm();
    await executeAsOwner(chainOf(), create("1", await soon()));
    const end = (await chainOf().nowSeconds()) + 86_400n;
    await chainOf().mine(1, end + 10n);
    const [approval = [], order = []] = create("1", await soon(), { id: orderB }).map((call) => [call]);
    expect(await session.refusalWithoutClaim(castId("1"), approval)).toMatch(/CustomConditionViolation/);
    expect(await session.refusalWithoutClaim(castId("2"), order)).toMatch(/ParameterGreaterThanAllowed/);
    expect(await session.refusalWithoutClaim(castId("3"), [cancel()])).toMatch(/CustomConditionViolation/);
    // The owner, and by now anyone, gets the Safe its tokens back.
    await chainOf().wallet("relayer").send(cancel());
    expect(await session.balances()).toEqual({ weth: parseEther("10"), usdc: 0n });
  });
});
