import { type Hex, keccak256 } from "viem";
import { classifySendError, type SendOutcome } from "../core/classify-send-error.ts";
import type { JsonRpc } from "./json-rpc.ts";

/** Broadcasts signed bytes once. A lost, late or odd answer is `unknown`, never a refusal. */
export async function sendRaw(rpc: JsonRpc, signedTx: Hex): Promise<SendOutcome> {
  const answer = await rpc("eth_sendRawTransaction", [signedTx]);
  if (answer.ok) {
    const isOwnHash = typeof answer.value === "string" && answer.value.toLowerCase() === keccak256(signedTx);
    if (isOwnHash) return { outcome: "accepted", how: "fresh" };
    return { outcome: "unknown", reason: "the node answered with something else than the transaction's hash" };
  }
  if (answer.error.code === "rpc.error") {
    return classifySendError({ code: answer.error.rpcCode, message: answer.error.message });
  }
  return { outcome: "unknown", reason: `${answer.error.code}: ${answer.error.message}` };
}
