import { type Client, createClient, custom, type Hex } from "viem";
import { z } from "zod";
import type { HttpClient } from "../../contracts/http-client.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { SourceFailure } from "./price-source.ts";
import { badPayload } from "./read-rows.ts";

const Answer = z.object({
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string().default("") }).optional(),
});
const HexText = z.custom<Hex>((value) => typeof value === "string" && /^0x([0-9a-f]{2})*$/i.test(value));

/** Carries a failure through viem, which knows errors as exceptions only. */
class NodeError extends Error {
  readonly failure: SourceFailure;
  constructor(failure: SourceFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** viem over the source's own HTTP, so that its budget, time-out and User-Agent hold. Nothing is repeated beside that. */
export function createNode(url: string, http: HttpClient): Client {
  const request = async ({ method, params }: { readonly method: string; readonly params?: unknown }) => {
    const answer = await http.postJson(url, { jsonrpc: "2.0", id: 1, method, params: params ?? [] });
    if (!answer.ok) throw new NodeError(answer.error);
    const parsed = Answer.safeParse(answer.value.body);
    if (!parsed.success) throw new NodeError(badPayload(`answer to ${method}`, parsed.error).error);
    if (parsed.data.error !== undefined) throw new NodeError(classifyRpcError(parsed.data.error));
    return parsed.data.result;
  };
  return createClient({ transport: custom({ request }, { retryCount: 0 }) });
}

/** `eth_call` at the newest block. */
export async function callContract(node: Client, to: Hex, data: Hex): Promise<Result<Hex, SourceFailure>> {
  try {
    const result = HexText.safeParse(await node.request({ method: "eth_call", params: [{ to, data }, "latest"] }));
    return result.success ? ok(result.data) : badPayload("the result of eth_call is no data");
  } catch (cause) {
    return err(findFailure(cause));
  }
}

/**
 * What a node's error means. A revert is an answer: code 3, or -32000 with that text, depending on the node. A block that the
 * node does not have yet, and limits, pass: the next run asks again.
 */
export function classifyRpcError({
  code,
  message,
}: {
  readonly code: number;
  readonly message: string;
}): SourceFailure {
  const text = `JSON-RPC error ${code}: ${message}`.slice(0, 200);
  if (code === 3 || /execution reverted/i.test(message)) return { code: "refused", message: text };
  if (code === -32005 || code === 429 || /rate limit|too many requests/i.test(message)) {
    return { code: "rate-limited", message: text };
  }
  if (/header not found|missing trie node|unknown block/i.test(message)) return { code: "unreachable", message: text };
  return { code: "refused", message: text };
}

/** viem wraps what its transport throws. */
function findFailure(cause: unknown): SourceFailure {
  for (let error = cause; error instanceof Error; error = error.cause) {
    if (error instanceof NodeError) return error.failure;
  }
  return { code: "refused", message: "the node's answer could not be read" };
}
