import { encodeFunctionData, type Hex, parseAbi, parseEther, zeroAddress } from "viem";
import { expect, test } from "vitest";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { lendingAccount, lentAndOwed } from "../../local/chain/test-lending.ts";
import { usd } from "../../local/chain/test-orders.ts";
import { executeAsOwner, settingsOf } from "../../local/chain/test-session.ts";
import { buildBorrowCall, buildSupplyCalls } from "../core/lending-calls.ts";
import { buildCancelOrderCall, buildCreateOrderCalls } from "../core/order-calls.ts";
import { healthOf, weighAccount } from "../core/positions/lending-state.ts";
import { createChain } from "./chain.ts";
import { readBalances } from "./read-balances.ts";

const chainOf = provideTestChain();
const safe = () => chainOf().deployment.demoVault.safe;
const at = () => chainOf().deployment.addresses;
const connect = () => createChain({ rpcUrls: [chainOf().rpcUrl], chainId: 31337 });
const market = () => {
  const { tokens, lending } = settingsOf(chainOf());
  if (lending === undefined) throw new Error("the local chain has a lending market");
  return { tokens, lending };
};
const read = async () => {
  const state = await connect().lendingState(market(), safe());
  if (!state.ok) throw new Error(state.error.message);
  return state.value;
};
const lend = (ether: string, dollars: string) => {
  const base = { pool: market().lending.pool, safe: safe() };
  return executeAsOwner(chainOf(), [
    ...buildSupplyCalls({ ...base, token: at().weth, amount: parseEther(ether) }),
    buildBorrowCall({ ...base, token: at().usdc, amount: usd(dollars) }),
  ]);
};

test("an account without loans: the market's terms, and no health factor", async () => {
  const state = await read();
  expect(state.healthWad).toBeNull();
  expect(state.reserves).toMatchObject([
    {
      symbol: "WETH",
      supplied: 0n,
      owed: 0n,
      priceBase: 298_000_000_000n,
      loanToValueBps: 8_000n,
      thresholdBps: 8_250n,
    },
    { symbol: "USDC", supplied: 0n, owed: 0n, priceBase: 100_000_000n, isOpen: true, isCollateral: false },
  ]);
  expect(await connect().lendingHealth(market().lending, safe())).toEqual({ ok: true, value: null });
});

test("a loan: what is lent and owed with its interest, by the market's own numbers, and the health factor as it reckons it", async () => {
  await lend("5", "8000");
  await chainOf().mine(1, (await chainOf().nowSeconds()) + 30n * 86_400n);
  const [state, account] = [await read(), await lendingAccount(chainOf(), safe())];
  const [weth, usdc] = state.reserves;
  expect(weth?.supplied).toBe((await lentAndOwed(chainOf(), at().weth, safe())).lent);
  expect(usdc?.owed).toBe((await lentAndOwed(chainOf(), at().usdc, safe())).owed);
  expect(usdc?.owed).toBeGreaterThan(usd("8000"));
  expect(usdc?.debtIndexRay).toBeGreaterThan(10n ** 27n);
  expect(weth?.isCollateral).toBe(true);
  expect(state.healthWad).toBe(account.healthFactor);
  // The market rounds its collateral and debt to its own 8 digits.
  const own = healthOf(weighAccount(state)) ?? 0n;
  expect(Number(own) / Number(account.healthFactor)).toBeCloseTo(1, 9);
  const balances = await readBalances(connect(), settingsOf(chainOf()), safe(), "latest");
  expect(balances.ok && balances.value.map(({ symbol, amount }) => [symbol, BigInt(amount)])).toEqual([
    ["WETH", parseEther("5")],
    ["USDC", usd("8000")],
    ["aWETH", weth?.supplied],
    ["debtWETH", 0n],
    ["aUSDC", 0n],
    ["debtUSDC", usdc?.owed],
  ]);
});

test("a block before the loan shows none; nobody was liquidated", async () => {
  const before = await connect().block("latest");
  await lend("5", "8000");
  if (!before.ok) throw new Error("the chain answers");
  const state = await connect().lendingState(market(), safe(), before.value.number);
  expect(state.ok && state.value.reserves.map(({ supplied, owed }) => [supplied, owed])).toEqual([
    [0n, 0n],
    [0n, 0n],
  ]);
  const range = { fromBlock: 0n, toBlock: before.value.number + 1n };
  expect(await connect().liquidations(market().lending, safe(), range)).toEqual({ ok: true, value: [] });
});

test("a reserve that its keepers freeze, pause or close for loans takes no new ones", async () => {
  const { pool } = market().lending;
  const wallet = chainOf().wallet("deployer");
  const registryAbi = parseAbi([
    "function ADDRESSES_PROVIDER() view returns (address)",
    "function getPoolConfigurator() view returns (address)",
  ]);
  const word = async (to: Hex, functionName: "ADDRESSES_PROVIDER" | "getPoolConfigurator"): Promise<Hex> =>
    `0x${(await wallet.call(to, encodeFunctionData({ abi: registryAbi, functionName }))).slice(-40)}`;
  const configurator = await word(await word(pool, "ADDRESSES_PROVIDER"), "getPoolConfigurator");
  const abi = parseAbi([
    "function setReserveFreeze(address asset, bool isOn)",
    "function setReservePause(address asset, bool isOn)",
    "function setReserveBorrowing(address asset, bool isOn)",
  ]);
  const set = (functionName: (typeof abi)[number]["name"], isOn: boolean) =>
    wallet.send({ to: configurator, data: encodeFunctionData({ abi, functionName, args: [at().usdc, isOn] }) });
  const isOpen = async () => (await read()).reserves.map((reserve) => reserve.isOpen);
  for (const name of ["setReserveFreeze", "setReservePause"] as const) {
    await set(name, true);
    expect(await isOpen(), name).toEqual([true, false]);
    await set(name, false);
  }
  await set("setReserveBorrowing", false);
  expect(await isOpen()).toEqual([true, false]);
});

test("an order as the book has it, and none where there never was one; a node that is gone tells nothing", async () => {
  const { orderBook, weth, usdc } = at();
  const id: Hex = `0x${"7a".repeat(32)}`;
  const deadlineSeconds = (await chainOf().nowSeconds()) + 600n;
  const order = {
    orderBook,
    id,
    tokenIn: weth,
    amountIn: parseEther("2"),
    tokenOut: usdc,
    minOut: 5n,
    deadlineSeconds,
  };
  expect(await connect().order(orderBook, safe(), id)).toMatchObject({ ok: true, value: { status: "none" } });
  await executeAsOwner(chainOf(), buildCreateOrderCalls(order));
  expect(await connect().order(orderBook, safe(), id)).toEqual({
    ok: true,
    value: {
      id,
      status: "open",
      sell: weth,
      buy: usdc,
      amountIn: parseEther("2"),
      minOut: 5n,
      amountOut: 0n,
      deadlineSeconds,
    },
  });
  await executeAsOwner(chainOf(), [buildCancelOrderCall(orderBook, safe(), id)]);
  expect(await connect().order(orderBook, safe(), id)).toMatchObject({ ok: true, value: { status: "cancelled" } });

  const gone = createChain({ rpcUrls: ["http://127.0.0.1:1"], chainId: 31337 });
  expect(await gone.order(orderBook, safe(), id)).toMatchObject({ ok: false });
  expect(await gone.lendingState(market(), safe())).toMatchObject({ ok: false });
  const elsewhere = { ...market().lending, pool: zeroAddress };
  expect(await connect().lendingHealth(elsewhere, safe())).toMatchObject({
    ok: false,
    error: { code: "chain.no-contract" },
  });
});
