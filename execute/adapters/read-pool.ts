import type { Address } from "viem";
import { ok, type Result } from "../../contracts/result.ts";
import { poolAbi } from "../core/abis.ts";
import { meanTick } from "../core/pool-price.ts";
import { badAnswer, type JsonRpc } from "./json-rpc.ts";
import { type AtBlock, type ReadError, readContract } from "./read-contract.ts";

/** Spot and time-weighted mean of a pool, both at one block. */
export type PoolState = {
  readonly sqrtPriceX96: bigint;
  readonly tick: number;
  /** Mean tick of the last `secondsAgo` seconds. */
  readonly meanTick: number;
  readonly liquidity: bigint;
  readonly observationCardinality: number;
};

/**
 * Reads a pool at one block. A pool whose oldest observation is younger than `secondsAgo` makes it fail with
 * `chain.reverted` and the message `OLD`.
 */
export async function readPool(
  rpc: JsonRpc,
  pool: Address,
  secondsAgo: number,
  at: AtBlock,
): Promise<Result<PoolState, ReadError>> {
  const base = { address: pool, abi: poolAbi } as const;
  const [slot0, observed, liquidity] = await Promise.all([
    readContract(rpc, { ...base, functionName: "slot0", args: [] }, at),
    readContract(rpc, { ...base, functionName: "observe", args: [[secondsAgo, 0]] }, at),
    readContract(rpc, { ...base, functionName: "liquidity", args: [] }, at),
  ]);
  if (!slot0.ok) return slot0;
  if (!observed.ok) return observed;
  if (!liquidity.ok) return liquidity;
  const [sqrtPriceX96, tick, , observationCardinality] = slot0.value;
  const [older, newer] = observed.value[0];
  if (older === undefined || newer === undefined) return badAnswer("observe: two readings expected");
  return ok({
    sqrtPriceX96,
    tick,
    meanTick: meanTick(older, newer, secondsAgo),
    liquidity: liquidity.value,
    observationCardinality,
  });
}
