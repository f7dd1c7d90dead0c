import type { Address } from "viem";
import { ok, type Result } from "../../contracts/result.ts";
import type { CastRecord } from "../core/cast-record.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import type { Execution, Mined } from "../core/lifecycle/cast-event.ts";
import type { Chain } from "./chain.ts";
import { readBalances } from "./read-balances.ts";
import type { ReadError } from "./read-contract.ts";

type Around = Pick<Execution, "balancesBefore" | "balancesAfter" | "healthAfter">;

export type AroundDeps = {
  readonly chain: Chain;
  readonly settings: ChainSettings;
  readonly safe: Address;
  readonly readHealth: (at: bigint) => Promise<Result<string | null, ReadError>>;
};

/**
 * What the vault held right before and after a block. Read once per block: a node forgets old states, and finality can come
 * after that. A node that answers and has forgotten gives nothing, and the cast says that its promise was not checked; null
 * where a read failed.
 */
export async function readAround(
  { cast, expectations }: Pick<CastRecord, "cast" | "expectations">,
  { blockNumber, blockHash }: Pick<Mined, "blockNumber" | "blockHash">,
  { chain, settings, safe, readHealth }: AroundDeps,
): Promise<Around | null> {
  const { balancesBefore, balancesAfter, healthAfter } = cast;
  if (cast.blockHash === blockHash) return { balancesBefore, balancesAfter, healthAfter };
  const promisesHealth = expectations.some(({ kind }) => kind === "health");
  const [before, after, health] = await Promise.all([
    readBalances(chain, settings, safe, blockNumber - 1n),
    readBalances(chain, settings, safe, blockNumber),
    promisesHealth ? readHealth(blockNumber) : ok(null),
  ]);
  if (before.ok && after.ok && health.ok) {
    return { balancesBefore: before.value, balancesAfter: after.value, healthAfter: health.value };
  }
  const hasForgotten = [before, after, health].every((read) => read.ok || read.error.code === "rpc.error");
  return hasForgotten ? { balancesBefore: [], balancesAfter: [], healthAfter: null } : null;
}
