import { type Address, formatUnits } from "viem";
import { ok, type Result } from "../../contracts/result.ts";
import { lendingDataAbi, lendingOracleAbi, lendingPoolAbi } from "../core/abis.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import type { LendingReserve, LendingState } from "../core/positions/lending-state.ts";
import { badAnswer, type JsonRpc } from "./json-rpc.ts";
import { type AtBlock, type ReadError, readContract } from "./read-contract.ts";
import { lendingStateAbi } from "./read-lending-abi.ts";
import { readLiquidations } from "./read-lending-liquidations.ts";

export type LendingMarket = NonNullable<ChainSettings["lending"]>;

/** The reads of `createChain` that concern the lending market. */
export const lendingReads = (rpc: JsonRpc) => ({
  lendingState: (
    settings: Pick<ChainSettings, "tokens"> & { readonly lending: LendingMarket },
    account: Address,
    at: AtBlock = "latest",
  ) => readLending(rpc, settings, account, at),
  lendingHealth: (market: LendingMarket, account: Address, at: AtBlock = "latest") =>
    readHealth(rpc, market, account, at),
  liquidations: (
    market: LendingMarket,
    account: Address,
    range: { readonly fromBlock: bigint; readonly toBlock: bigint },
  ) => readLiquidations(rpc, market.pool, account, range),
});

/** How an account stands in the lending market at one block. One failed read fails all. */
export async function readLending(
  rpc: JsonRpc,
  settings: Pick<ChainSettings, "tokens"> & { readonly lending: LendingMarket },
  account: Address,
  at: AtBlock,
): Promise<Result<LendingState, ReadError>> {
  const [health, ...reserves] = await Promise.all([
    readHealthWad(rpc, settings.lending, account, at),
    ...settings.lending.reserves.map((reserve) => readReserve(rpc, settings, reserve, { account, at })),
  ]);
  if (!health.ok) return health;
  const found: LendingReserve[] = [];
  for (const reserve of reserves) {
    if (!reserve.ok) return reserve;
    found.push(reserve.value);
  }
  return ok({ reserves: found, healthWad: health.value });
}

/** The health factor of an account's loans as a decimal; null without loans. */
export async function readHealth(
  rpc: JsonRpc,
  market: LendingMarket,
  account: Address,
  at: AtBlock,
): Promise<Result<string | null, ReadError>> {
  const read = await readHealthWad(rpc, market, account, at);
  return read.ok ? ok(read.value === null ? null : formatUnits(read.value, 18)) : read;
}

async function readHealthWad(
  rpc: JsonRpc,
  { pool }: LendingMarket,
  account: Address,
  at: AtBlock,
): Promise<Result<bigint | null, ReadError>> {
  const query = { address: pool, abi: lendingPoolAbi, functionName: "getUserAccountData", args: [account] } as const;
  const read = await readContract(rpc, query, at);
  if (!read.ok) return read;
  const [, debtBase, , , , health] = read.value;
  // Without debt the market answers the largest number that there is.
  return ok(debtBase === 0n ? null : health);
}

async function readReserve(
  rpc: JsonRpc,
  { tokens, lending }: Pick<ChainSettings, "tokens"> & { readonly lending: LendingMarket },
  { symbol, aToken, variableDebt }: LendingMarket["reserves"][number],
  { account, at }: { readonly account: Address; readonly at: AtBlock },
): Promise<Result<LendingReserve, ReadError>> {
  const token = tokens.find((one) => one.symbol === symbol);
  if (token === undefined) throw new Error(`the lending market lists ${symbol}, which is none of the chain's tokens`);
  const { address, decimals } = token;
  const ofPool = { address: lending.pool, abi: lendingStateAbi, args: [address] } as const;
  const [price, own, data, income, debt] = await Promise.all([
    readContract(
      rpc,
      { address: lending.oracle, abi: lendingOracleAbi, functionName: "getAssetPrice", args: [address] },
      at,
    ),
    readContract(
      rpc,
      {
        address: lending.dataProvider,
        abi: lendingDataAbi,
        functionName: "getUserReserveData",
        args: [address, account],
      },
      at,
    ),
    readContract(rpc, { ...ofPool, functionName: "getReserveData" }, at),
    readContract(rpc, { ...ofPool, functionName: "getReserveNormalizedIncome" }, at),
    readContract(rpc, { ...ofPool, functionName: "getReserveNormalizedVariableDebt" }, at),
  ]);
  if (!price.ok) return price;
  if (!own.ok) return own;
  if (!data.ok) return data;
  if (!income.ok) return income;
  if (!debt.ok) return debt;
  const { configuration, currentVariableBorrowRate } = data.value;
  const bits = (from: bigint, count: bigint) => (configuration >> from) & (2n ** count - 1n);
  const [supplied, stableDebt, owed, , , , , , isCollateral] = own.value;
  // Loans at a fixed rate are none of ours, and nothing here could repay one.
  if (stableDebt > 0n) return badAnswer(`the vault owes ${symbol} at a stable rate`);
  return ok({
    symbol,
    token: address,
    decimals,
    aToken,
    variableDebt,
    supplied,
    owed,
    isCollateral,
    priceBase: price.value,
    loanToValueBps: bits(0n, 16n),
    thresholdBps: bits(16n, 16n),
    variableRateRay: currentVariableBorrowRate,
    incomeIndexRay: income.value,
    debtIndexRay: debt.value,
    isOpen: bits(56n, 1n) === 1n && bits(57n, 1n) === 0n && bits(58n, 1n) === 1n && bits(60n, 1n) === 0n,
  });
}
