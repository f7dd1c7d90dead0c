import { keccak256, numberToHex, stringToHex } from "viem";
import { z } from "zod";
import { Quantity } from "../../execute/adapters/chain-schemas.ts";
import type { Fault } from "./fault-proxy-faults.ts";
import type { AskNode, NodeAnswer } from "./fault-proxy-upstream.ts";

/** The answer of a node that is `blocks` blocks behind. */
export async function answerLagging(
  ask: AskNode,
  method: string,
  params: readonly unknown[],
  blocks: number,
): Promise<NodeAnswer> {
  const head = readQuantity(await ask("eth_blockNumber", []));
  if (head === undefined) return null;
  const behind = BigInt(blocks);
  const seen = head > behind ? head - behind : 0n;
  if (method === "eth_blockNumber") return { result: numberToHex(seen) };
  if (method === "eth_getLogs") {
    const filter = params[0] as Filter;
    const isAllLater = /^0x/.test(filter.fromBlock ?? "") && BigInt(filter.fromBlock ?? 0) > seen;
    return isAllLater ? { result: [] } : ask(method, [limitFilter(filter, seen)]);
  }
  const place = blockPlace[method];
  if (place === undefined) return hideLater(await ask(method, params), seen);
  const at = await resolveTag(ask, params[place] ?? "latest", seen, behind);
  if (at > seen) {
    if (method === "eth_getBlockByNumber") return { result: null };
    return { error: { code: -32_000, message: "header not found" } };
  }
  const asked = [...params];
  asked[place] = numberToHex(at);
  return ask(method, asked);
}

/** What only changes the answer. `turn` counts the answers of this kind that there was something to distort in. */
export function distort(fault: Fault, answer: NodeAnswer, turn: number): NodeAnswer {
  if (answer === null || !("result" in answer)) return answer;
  switch (fault.kind) {
    case "wrong-chain-id":
      return { result: numberToHex(BigInt(String(answer.result)) + 1n) };
    case "null-receipt":
      return { result: null };
    case "flapping-receipt": {
      if (answer.result === null || turn % 2 === 0) return answer;
      const receipt = answer.result as { readonly blockHash: string };
      return { result: { ...receipt, blockHash: keccak256(stringToHex(`${receipt.blockHash} ${turn}`)) } };
    }
    case "nonce-behind": {
      const nonce = BigInt(String(answer.result)) - BigInt(fault.blocks);
      return { result: numberToHex(nonce > 0n ? nonce : 0n) };
    }
    default:
      return answer;
  }
}

/** Where each method names the block that it reads at. */
const blockPlace: Readonly<Record<string, number>> = {
  eth_getBlockByNumber: 0,
  eth_getBalance: 1,
  eth_getCode: 1,
  eth_getTransactionCount: 1,
  eth_call: 1,
  eth_estimateGas: 1,
  eth_feeHistory: 1,
  eth_getStorageAt: 2,
};

async function resolveTag(ask: AskNode, tag: unknown, seen: bigint, behind: bigint): Promise<bigint> {
  if (tag === "latest" || tag === "pending") return seen;
  if (tag === "earliest") return 0n;
  if (tag !== "safe" && tag !== "finalized") return BigInt(String(tag));
  const block = await ask("eth_getBlockByNumber", [tag, false]);
  const number = Numbered.safeParse(block !== null && "result" in block ? block.result : null);
  return number.success && number.data.number > behind ? number.data.number - behind : 0n;
}

/** Receipts, transactions and blocks that came after what the node has seen. */
function hideLater(answer: NodeAnswer, seen: bigint): NodeAnswer {
  if (answer === null || !("result" in answer)) return answer;
  const found = Located.safeParse(answer.result);
  const number = found.success ? (found.data.blockNumber ?? found.data.number) : undefined;
  return number != null && number > seen ? { result: null } : answer;
}

type Filter = { readonly fromBlock?: string; readonly toBlock?: string };

/** A node that has not seen a block looks for logs up to where it has, and says nothing of the rest. */
function limitFilter(filter: Filter, seen: bigint): Filter {
  const limit = (at = "latest"): string => (/^0x/.test(at) && BigInt(at) <= seen ? at : numberToHex(seen));
  return { ...filter, fromBlock: limit(filter.fromBlock), toBlock: limit(filter.toBlock) };
}

const readQuantity = (answer: NodeAnswer): bigint | undefined => {
  const found = Quantity.safeParse(answer !== null && "result" in answer ? answer.result : null);
  return found.success ? found.data : undefined;
};

const Numbered = z.object({ number: Quantity });
const Located = z.object({ blockNumber: Quantity.nullish(), number: Quantity.nullish() });
