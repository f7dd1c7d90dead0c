import type { Address } from "viem";
import type { Chain } from "./adapters/chain.ts";
import type { Receipt } from "./adapters/chain-schemas.ts";
import { readBalances } from "./adapters/read-balances.ts";
import type { CastRecord } from "./core/cast-record.ts";
import type { ChainSettings } from "./core/chain-settings.ts";
import type { CastEvent, Inclusion } from "./core/lifecycle.ts";

export type ObserveDeps = { readonly chain: Chain; readonly settings: ChainSettings; readonly safe: Address };

/**
 * Asks the chain what became of a cast that was sent. Null: a read failed or two reads disagree, which tells nothing and
 * changes nothing.
 */
export async function observeCast(record: CastRecord, deps: ObserveDeps): Promise<CastEvent | null> {
  const { chain } = deps;
  const { attempt } = record;
  if (attempt === null) throw new Error("a cast that was never signed cannot be observed");
  // Before the receipt: a block that is final now was final when the receipt was read.
  const finalized = await chain.block("finalized");
  if (!finalized.ok) return null;
  const receipt = await chain.receipt(attempt.hash);
  if (!receipt.ok) return null;
  if (receipt.value === null) {
    const transaction = await chain.transaction(attempt.hash);
    if (!transaction.ok) return null;
    // Mined between the two reads: the next look finds the receipt.
    if (transaction.value?.blockNumber != null) return null;
    return { type: "not-included", isInPool: transaction.value !== null };
  }
  const { blockNumber, blockHash, status } = receipt.value;
  const block = await chain.blockByNumber(blockNumber);
  if (!block.ok || block.value === null || block.value.hash !== blockHash) return null;
  const balances = await readAround(record, receipt.value, deps);
  if (balances === null) return null;
  return {
    type: "included",
    inclusion: {
      blockNumber,
      blockHash,
      isSuccess: status === "success",
      isFinal: blockNumber <= finalized.value.number,
      ...balances,
    },
  };
}

/** Read once per block: a node forgets old states, and finality can come after that. */
async function readAround(
  { cast }: CastRecord,
  { blockNumber, blockHash }: Pick<Receipt, "blockNumber" | "blockHash">,
  { chain, settings, safe }: ObserveDeps,
): Promise<Pick<Inclusion, "balancesBefore" | "balancesAfter"> | null> {
  if (cast.blockHash === blockHash) {
    return { balancesBefore: cast.balancesBefore, balancesAfter: cast.balancesAfter };
  }
  const [before, after] = await Promise.all([
    readBalances(chain, settings, safe, blockNumber - 1n),
    readBalances(chain, settings, safe, blockNumber),
  ]);
  return before.ok && after.ok ? { balancesBefore: before.value, balancesAfter: after.value } : null;
}
