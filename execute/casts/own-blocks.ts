import type { Chain } from "../adapters/chain.ts";
import { badAnswer } from "../adapters/json-rpc.ts";
import type { CastRecord } from "../core/cast-record.ts";
import { highestOf } from "../core/highest-of.ts";

/** The newest block that one of a vault's casts stands in; `hash` is null where none does. */
export type OwnBlock = { readonly number: bigint; readonly hash: string | null };

export function findNewestBlock(records: readonly CastRecord[]): OwnBlock {
  const blocks = records.flatMap(({ cast: { blockNumber, blockHash } }) =>
    blockNumber === null ? [] : [{ number: BigInt(blockNumber), hash: blockHash }],
  );
  const number = highestOf(blocks.map((block) => block.number)) ?? 0n;
  return blocks.find((block) => block.number === number) ?? { number, hash: null };
}

/** A node that is behind what this vault did last shows balances that are no more: as if it did not answer. */
export const seenFrom = (chain: Chain, { number }: OwnBlock): Chain => ({
  ...chain,
  block: async (tag) => {
    const block = await chain.block(tag);
    return block.ok && block.value.number < number ? badAnswer("the node is behind this vault's last cast") : block;
  },
});

/** False also where it cannot be told. */
export async function stillStands(chain: Chain, { number, hash }: OwnBlock): Promise<boolean> {
  if (hash === null) return true;
  const block = await chain.blockByNumber(number);
  return block.ok && block.value?.hash === hash;
}
