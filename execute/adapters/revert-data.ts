import { type Hex, isHex } from "viem";
import type { RpcFailure } from "./json-rpc.ts";

/**
 * Revert data of a node's error, undefined where the error is no revert. geth and anvil answer code 3 with the
 * data as a string; some nodes answer -32000 or -32015, or put the data into an object.
 */
export function revertData(failure: RpcFailure): Hex | undefined {
  if (failure.code !== "rpc.error") return undefined;
  if (isHex(failure.data)) return failure.data;
  const nested =
    typeof failure.data === "object" && failure.data !== null && "data" in failure.data && failure.data.data;
  if (isHex(nested)) return nested;
  return failure.rpcCode === 3 || /execution reverted/i.test(failure.message) ? "0x" : undefined;
}
