import type { Hex } from "viem";
import { readBalances } from "../adapters/read-balances.ts";
import type { LendingReserve } from "../core/positions/lending-state.ts";
import type { Amounts, LiquidationReading, OrderReading, ReadingObservation } from "../core/positions/observation.ts";
import { readUsdPrices } from "../spells/usd-prices.ts";
import type { VaultCore } from "./vault-core.ts";

/** Window of the pool's mean price; any will do here, since the price now is what is read. */
const meanWindowSeconds = 60;

/**
 * Everything that a vault holds after the finalized block, for its positions. Null where a read failed: that tells nothing,
 * least of all that nothing is there. `sinceBlock`: of the reading before; `orders`: those that were open then.
 */
export async function readReading(
  { chain, settings, safe }: VaultCore,
  before: { readonly sinceBlock: number; readonly orders: readonly string[] },
): Promise<ReadingObservation | null> {
  const { tokens, lending, orders: book, pool } = settings.chain;
  const block = await chain.block("finalized");
  if (!block.ok) return null;
  const at = block.value.number;
  const [balances, poolState, loans, ...orders] = await Promise.all([
    readBalances(chain, settings.chain, safe(), at),
    chain.poolState(pool, meanWindowSeconds, at),
    lending === undefined ? null : chain.lendingState({ tokens, lending }, safe(), at),
    ...before.orders.map((id) => (book === undefined ? null : chain.order(book.book, safe(), id as Hex, at))),
  ]);
  if (!balances.ok || (loans !== null && !loans.ok)) return null;
  const found: OrderReading[] = [];
  for (const order of orders) {
    if (order === null || !order.ok) return null;
    const { id, status, amountOut } = order.value;
    if (status !== "none") found.push({ id, status, amountOut: amountOut.toString() });
  }
  const reserves = loans === null ? [] : loans.value.reserves;
  return {
    kind: "reading",
    block: Number(at),
    balances: Object.fromEntries(balances.value.map(({ token, amount }) => [token, amount])),
    indexes: Object.assign({}, ...reserves.map(indexesOf)) as Amounts,
    prices: poolState.ok ? readUsdPrices({ settings: settings.chain, pool: poolState.value }) : {},
    orders: found,
    liquidations: await readLiquidationsSince({ chain, settings, safe }, before.sinceBlock, at, reserves),
  };
}

const indexesOf = ({ aToken, variableDebt, incomeIndexRay, debtIndexRay }: LendingReserve): Amounts => ({
  [aToken.toLowerCase()]: incomeIndexRay.toString(),
  [variableDebt.toLowerCase()]: debtIndexRay.toString(),
});

/** Null where they could not be read: whether there was one is then told by the amounts alone. */
async function readLiquidationsSince(
  { chain, settings, safe }: Pick<VaultCore, "chain" | "settings" | "safe">,
  sinceBlock: number,
  toBlock: bigint,
  reserves: readonly LendingReserve[],
): Promise<LiquidationReading[] | null> {
  const { lending } = settings.chain;
  if (lending === undefined) return [];
  const range = { fromBlock: BigInt(sinceBlock + 1), toBlock };
  if (range.fromBlock > range.toBlock) return [];
  const read = await chain.liquidations(lending, safe(), range);
  if (!read.ok) return null;
  return read.value.map(({ transactionHash, collateralToken, debtToken }) => ({
    id: transactionHash,
    collateral: claimOf(reserves, collateralToken, "aToken"),
    debt: claimOf(reserves, debtToken, "variableDebt"),
  }));
}

function claimOf(reserves: readonly LendingReserve[], token: string, which: "aToken" | "variableDebt"): string {
  const reserve = reserves.find((each) => each.token.toLowerCase() === token.toLowerCase());
  return (reserve?.[which] ?? token).toLowerCase();
}
