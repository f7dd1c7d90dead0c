import { z } from "zod";
import { Block, type Block as ChainBlock, Quantity } from "../../execute/adapters/chain-schemas.ts";

type Rpc = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** The newest block. */
export async function readHead(rpc: Rpc): Promise<ChainBlock> {
  return Block.parse(await rpc("eth_getBlockByNumber", ["latest", false]));
}

/** Mines one block with exactly this timestamp (Unix seconds). anvil takes an equal one and refuses an earlier one. */
export async function mineBlock(rpc: Rpc, timestampSeconds: bigint): Promise<void> {
  await rpc("evm_mine", [{ timestamp: Number(timestampSeconds) }]);
}

/** How many transactions wait for a block. */
export async function countPending(rpc: Rpc): Promise<number> {
  return Number(z.object({ pending: Quantity }).parse(await rpc("txpool_status", [])).pending);
}

/** How many transactions the newest block has. */
export async function countInHead(rpc: Rpc): Promise<number> {
  return Number(Quantity.parse(await rpc("eth_getBlockTransactionCountByNumber", ["latest"])));
}
