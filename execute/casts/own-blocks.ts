import type { Chain } from "../adapters/chain.ts";
import { badAnswer } from "../adapters/json-rpc.ts";
import type { CastRecord } from "../core/cast-record.ts";
import { highestOf } from "../core/highest-of.ts";

/** A block that one or several of a vault's casts stand in. */
export type OwnBlock = { readonly number: bigint; readonly hash: string };

/** Each once. */
export function listOwnBlocks(records: readonly CastRecord[]): readonly OwnBlock[] {
  const blocks = records.flatMap(({ cast: { blockNumber, blockHash } }) =>
    blockNumber === null || blockHash === null ? [] : [{ number: BigInt(blockNumber), hash: blockHash }],
  );
  return [...new Map(blocks.map((block) => [block.hash, block])).values()];
}

/** A node that is behind what this vault did last shows balances that are no more: as if it did not answer. */
export function seenFrom(chain: Chain, blocks: readonly Pick<OwnBlock, "number">[]): Chain {
  const newest = highestOf(blocks.map(({ number }) => number)) ?? 0n;
  return {
    ...chain,
    block: async (tag) => {
      const block = await chain.block(tag);
      return block.ok && block.value.number < newest ? badAnswer("the node is behind this vault's last cast") : block;
    },
  };
}

/** Whether all of them are in the chain as it is now; false also where it cannot be told. */
export async function stillStand(chain: Chain, blocks: readonly OwnBlock[]): Promise<boolean> {
  const found = await Promise.all(blocks.map(({ number }) => chain.blockByNumber(number)));
  return found.every((block, index) => block.ok && block.value?.hash === blocks[index]?.hash);
}
