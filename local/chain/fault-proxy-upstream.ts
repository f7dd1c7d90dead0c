import { type Hex, numberToHex } from "viem";
import { z } from "zod";
import { Quantity } from "../../execute/adapters/chain-schemas.ts";
import { createJsonRpc } from "../../execute/adapters/json-rpc.ts";
import { highestOf } from "../../execute/core/highest-of.ts";

export type NodeError = { readonly code: number; readonly message: string; readonly data?: unknown };
/** Null: anvil itself did not answer. */
export type NodeAnswer = { readonly result: unknown } | { readonly error: NodeError } | null;
export type AskNode = (method: string, params: readonly unknown[]) => Promise<NodeAnswer>;

/** What identifies the state that the pool stands on. */
export type Head = { readonly number: bigint; readonly hash: string; readonly nextBaseFeeWei: bigint };

export type Upstream = ReturnType<typeof createUpstream>;

/** anvil, as the proxy asks it. */
export function createUpstream(upstreamUrl: string) {
  const rpc = createJsonRpc({ rpcUrl: upstreamUrl, timeoutMs: 20_000 });
  const ask: AskNode = async (method, params) => {
    const answer = await rpc(method, params);
    if (answer.ok) return { result: answer.value };
    if (answer.error.code !== "rpc.error") return null;
    const { rpcCode, message, data } = answer.error;
    return { error: { code: rpcCode, message, ...(data === undefined ? {} : { data }) } };
  };
  const read = async <T>(method: string, params: readonly unknown[], schema: z.ZodType<T>): Promise<T | null> => {
    const answer = await ask(method, params);
    const found = schema.safeParse(answer !== null && "result" in answer ? answer.result : undefined);
    return found.success ? found.data : null;
  };
  const baseFees = (blocks: bigint) => read("eth_feeHistory", [numberToHex(blocks), "latest", []], FeeHistory);
  return {
    ask,
    quantity: (method: string, params: readonly unknown[]) => read(method, params, Quantity),
    head: async (): Promise<Head | null> => {
      const [block, fees] = await Promise.all([read("eth_getBlockByNumber", ["latest", false], Block), baseFees(1n)]);
      if (block === null || fees === null) return null;
      return { ...block, nextBaseFeeWei: fees.baseFeePerGas.at(-1) ?? 0n };
    },
    /** The highest base fee of the newest blocks, up to a hundred of them. */
    highestBaseFee: async (blocks: bigint): Promise<bigint> => {
      const fees = await baseFees(blocks > 100n ? 100n : blocks);
      return highestOf(fees?.baseFeePerGas.slice(0, -1) ?? []) ?? 0n;
    },
    /** The block of a transaction, `pool` while it waits, null where anvil does not know it; undefined: no answer. */
    whereabouts: async (hash: Hex): Promise<bigint | "pool" | null | undefined> => {
      const answer = await ask("eth_getTransactionByHash", [hash]);
      if (answer === null || !("result" in answer)) return undefined;
      if (answer.result === null) return null;
      return InChain.parse(answer.result).blockNumber ?? "pool";
    },
    /** What waits in anvil's pool with this nonce. */
    waiting: async (sender: string, nonce: number) => {
      const found = await read("eth_getTransactionBySenderAndNonce", [sender, numberToHex(nonce)], PoolEntry);
      if (found === null) return null;
      const { hash, gasPrice, maxFeePerGas = gasPrice, maxPriorityFeePerGas = maxFeePerGas } = found;
      return { hash, maxFeeWei: maxFeePerGas, tipWei: maxPriorityFeePerGas };
    },
  };
}

const HexText = z.custom<Hex>((value) => typeof value === "string" && value.startsWith("0x"), "expected hex");
const Block = z.object({ number: Quantity, hash: z.string() });
const InChain = z.object({ blockNumber: Quantity.nullable() });
const FeeHistory = z.object({ baseFeePerGas: z.array(Quantity) });
const PoolEntry = z.object({
  hash: HexText,
  blockHash: z.null(),
  gasPrice: Quantity.default(0n),
  maxFeePerGas: Quantity.optional(),
  maxPriorityFeePerGas: Quantity.optional(),
});
