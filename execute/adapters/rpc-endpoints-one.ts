import { err, ok, type Result } from "../../contracts/result.ts";
import {
  breakerOf,
  createHealth,
  type HealthPolicy,
  noteAnswer,
  noteChainId,
  noteFailure,
  noteHead,
} from "../core/endpoint-health.ts";
import { takeRequest } from "../core/endpoint-health-budget.ts";
import { Quantity } from "./chain-schemas.ts";
import { createJsonRpc, type JsonRpc, parseResult, type RpcFailure } from "./json-rpc.ts";
import { revertData } from "./revert-data.ts";

/** `urgent`: goes out beyond the budget, which the following requests then have to make good. */
export type Urgency = "ordinary" | "urgent";

export type Endpoint = ReturnType<typeof createEndpoint>;

/** One endpoint and what is known of its health. Asks for its chain's id before anything else. */
export function createEndpoint(options: {
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly timeoutMs: number;
  /** For a look at its head, which nobody should wait for long. */
  readonly lookTimeoutMs: number;
  readonly policy: HealthPolicy;
  readonly nowMs: () => number;
  readonly fetch?: typeof fetch;
}) {
  const { policy, nowMs, lookTimeoutMs } = options;
  const { host } = new URL(options.rpcUrl);
  const patient = createJsonRpc(options);
  const quick = createJsonRpc({ ...options, timeoutMs: Math.min(lookTimeoutMs, options.timeoutMs) });
  let health = createHealth(policy, nowMs());
  let verifying: Promise<Result<void, RpcFailure>> | undefined;

  const takeOne = (urgency: Urgency): Result<void, RpcFailure> => {
    const taken = takeRequest(health, policy.budget, nowMs(), urgency === "urgent");
    health = taken.health;
    return taken.isAllowed ? ok(undefined) : err({ code: "rpc.over-budget", message: `${host}: over its budget` });
  };

  /** Any other answer than this chain's id, also a refusal to tell it, counts as a failure of the endpoint. */
  const verify = async (rpc: JsonRpc, urgency: Urgency): Promise<Result<void, RpcFailure>> => {
    if (health.identity === "other-chain" && breakerOf(health, nowMs()) === "open") return otherChain(host);
    const taken = takeOne(urgency);
    if (!taken.ok) return taken;
    const startedMs = nowMs();
    const found = parseResult("eth_chainId", await rpc("eth_chainId", []), Quantity);
    const endedMs = nowMs();
    if (!found.ok) {
      health = noteFailure(health, endedMs, policy);
      return found;
    }
    const isOwnChain = found.value === BigInt(options.chainId);
    health = noteChainId(noteAnswer(health, endedMs - startedMs), isOwnChain, endedMs, policy);
    return isOwnChain ? ok(undefined) : otherChain(host);
  };

  /** Requests that come while it is under way wait for the same answer, so that a half-open breaker sees one probe. */
  const ensureVerified = (rpc: JsonRpc, urgency: Urgency): Promise<Result<void, RpcFailure>> => {
    if (health.identity === "verified") return Promise.resolve(ok(undefined));
    verifying ??= verify(rpc, urgency).finally(() => {
      verifying = undefined;
    });
    return verifying;
  };

  const ask = async (
    rpc: JsonRpc,
    method: string,
    params: readonly unknown[],
    urgency: Urgency,
  ): Promise<Result<unknown, RpcFailure>> => {
    const verified = await ensureVerified(rpc, urgency);
    if (!verified.ok) return verified;
    const taken = takeOne(urgency);
    if (!taken.ok) return taken;
    const startedMs = nowMs();
    const answer = await rpc(method, params);
    const endedMs = nowMs();
    health = isServed(method, answer) ? noteAnswer(health, endedMs - startedMs) : noteFailure(health, endedMs, policy);
    const head = readHead(method, params, answer);
    if (head !== undefined && (head.isNewest || head.number > (health.head?.number ?? -1n))) {
      health = noteHead(health, head.number, endedMs);
    }
    return answer;
  };

  return {
    host,
    health: () => health,
    ask: (method: string, params: readonly unknown[], urgency: Urgency = "ordinary") =>
      ask(patient, method, params, urgency),
    /** Asks for its head, and waits for a short time only. */
    look: () => ask(quick, "eth_blockNumber", [], "ordinary"),
  };
}

/**
 * Whether a node answered. A fault of its own (too many requests, a resource that this node lacks, an internal error) says
 * nothing of the chain, so another endpoint is asked; a revert is the chain's answer, whatever its code. That an old state is
 * not kept (-32000) is an answer, too: nodes without an archive say it at every look, and must not be left alone for it. Errors
 * to a send are all answers: some nodes use these codes there.
 */
export function isServed(method: string, answer: Result<unknown, RpcFailure>): boolean {
  if (answer.ok) return true;
  if (answer.error.code !== "rpc.error") return false;
  if (method === "eth_sendRawTransaction" || revertData(answer.error) !== undefined) return true;
  return !unserved.has(answer.error.rpcCode);
}

/** JSON-RPC: internal error. EIP-1474: resource not found, unavailable, limit exceeded. 429 as some copy the HTTP status. */
const unserved: ReadonlySet<number> = new Set([-32603, -32001, -32002, -32005, 429]);

/** The head that an answer tells; of any other block than the newest, only that the head is at least that. */
function readHead(method: string, params: readonly unknown[], answer: Result<unknown, RpcFailure>) {
  if (!answer.ok) return undefined;
  const isBlock = method === "eth_getBlockByNumber";
  if (!isBlock && method !== "eth_blockNumber") return undefined;
  const block = answer.value as { readonly number?: unknown } | null;
  const number = Quantity.safeParse(isBlock ? block?.number : block);
  return number.success ? { number: number.data, isNewest: !isBlock || params[0] === "latest" } : undefined;
}

const otherChain = (host: string) =>
  err({ code: "rpc.wrong-chain" as const, message: `${host}: serves another chain and is left out` });
