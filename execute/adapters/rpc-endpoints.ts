import type { Hex } from "viem";
import { err, type Result } from "../../contracts/result.ts";
import type { SendOutcome } from "../core/classify-send-error.ts";
import { breakerOf, defaultHealthPolicy, type HealthPolicy, lagOf } from "../core/endpoint-health.ts";
import { budgetLeft } from "../core/endpoint-health-budget.ts";
import { orderEndpoints } from "../core/endpoint-health-order.ts";
import { highestOf } from "../core/highest-of.ts";
import { mergeSendOutcomes } from "../core/merge-send-outcomes.ts";
import type { JsonRpc, RpcFailure } from "./json-rpc.ts";
import { createEndpoint, type Endpoint, isServed } from "./rpc-endpoints-one.ts";
import { sendRaw } from "./send-raw.ts";

export type EndpointsOptions = {
  /** In the order of preference; never empty. */
  readonly rpcUrls: readonly string[];
  readonly chainId: number;
  /** For each request. */
  readonly timeoutMs: number;
  readonly nowMs: () => number;
  readonly fetch?: typeof fetch;
  readonly policy?: Partial<Omit<HealthPolicy, "timeoutMs">>;
};

/** One endpoint for a health page. Never its URL, which may hold a key. */
export type EndpointDescription = {
  readonly host: string;
  readonly state: "closed" | "open" | "half-open" | "other-chain";
  readonly isVerified: boolean;
  readonly failuresInRow: number;
  readonly failureRate: number;
  readonly latencyMs: number | null;
  /** Decimal; the newest head that it told. */
  readonly head: string | null;
  readonly lagBlocks: number | null;
  /** When it is tried again; null while it is in use. */
  readonly retryAtMs: number | null;
  readonly requestsLeft: number;
};

export type Endpoints = ReturnType<typeof createEndpoints>;

/**
 * Several endpoints of one chain. Nothing here throws, repeats a request to the same endpoint, or leaves a timer behind
 * that outlives its request: a pending timer would keep the vault's object in memory.
 */
export function createEndpoints(options: EndpointsOptions) {
  if (options.rpcUrls.length === 0) throw new RangeError("a chain needs at least one endpoint");
  const { nowMs, timeoutMs } = options;
  const policy: HealthPolicy = { ...defaultHealthPolicy, ...options.policy, timeoutMs };
  const endpoints = options.rpcUrls.map((rpcUrl) => createEndpoint({ ...options, rpcUrl, policy, lookTimeoutMs }));
  let lastUsed: number | null = null;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<unknown> | undefined;

  const order = (): readonly number[] =>
    orderEndpoints(
      endpoints.map((endpoint) => endpoint.health()),
      { nowMs: nowMs(), lastUsed, policy },
    );

  /** Asks all for their heads, now and then, so that the healthiest is known; of one endpoint there is nothing to choose. */
  const lookAround = async (): Promise<void> => {
    if (endpoints.length === 1 || nowMs() - lookedAtMs < lookAroundMs) return;
    looking ??= Promise.all(order().map((index) => endpoints[index]?.look())).finally(() => {
      looking = undefined;
      lookedAtMs = nowMs();
    });
    await looking;
  };

  /** Asks the healthiest, and the next one for as long as none answers. A node's own error is an answer. */
  const read: JsonRpc = async (method, params) => {
    await lookAround();
    let failure: RpcFailure | undefined;
    for (const index of order()) {
      const endpoint = endpoints[index];
      if (endpoint === undefined) continue;
      const answer = await endpoint.ask(method, params);
      if (isServed(method, answer)) {
        lastUsed = index;
        return answer;
      }
      // Of several failures that of the healthiest is told; a used-up budget only where there was nothing else.
      if (!answer.ok && (failure === undefined || failure.code === "rpc.over-budget")) failure = answer.error;
    }
    return err(failure ?? noneServesChain);
  };

  /** One endpoint alone, where its breaker allows it. */
  const askOnly = (index: number, endpoint: Endpoint): JsonRpc => {
    return (method, params) => {
      if (order().includes(index)) return endpoint.ask(method, params);
      return Promise.resolve(err(describeRefusal(endpoint)));
    };
  };
  const each = endpoints.map((endpoint, index) => askOnly(index, endpoint));

  return {
    read,
    /** One client per endpoint, in the configured order. One whose breaker is open fails at once. */
    each: each as readonly JsonRpc[],
    /** What every endpoint answers, each at its place; one that is not asked is a failure. */
    readAll: (method: string, params: readonly unknown[]): Promise<readonly Result<unknown, RpcFailure>[]> =>
      Promise.all(each.map((rpc) => rpc(method, params))),
    /**
     * Sends to every endpoint of this chain at once, whatever its breaker and its budget say. Resolves with the first
     * acceptance, while the other sends go on, or with the most telling outcome of all.
     */
    broadcast: (signedTx: Hex): Promise<SendOutcome> =>
      firstAcceptance(
        endpoints
          .filter((endpoint) => !isLeftOut(endpoint, nowMs()))
          .map((endpoint) => sendRaw((method, params) => endpoint.ask(method, params, "urgent"), signedTx)),
      ),
    /** The highest head that any endpoint told in the last `withinMs`, null where none did. */
    highestHead: (withinMs: number): bigint | null => {
      const heads = endpoints.flatMap((endpoint) => endpoint.health().head ?? []);
      const recent = heads.filter(({ seenAtMs }) => nowMs() - seenAtMs <= withinMs);
      return highestOf(recent.map(({ number }) => number)) ?? null;
    },
    describe: (): readonly EndpointDescription[] => endpoints.map((endpoint) => describe(endpoint, endpoints)),
  };

  function describe({ host, health }: Endpoint, all: readonly Endpoint[]): EndpointDescription {
    const own = health();
    const allHealth = all.map((endpoint) => endpoint.health());
    const lag = lagOf(allHealth, own);
    return {
      host,
      state: own.identity === "other-chain" ? "other-chain" : breakerOf(own, nowMs()),
      isVerified: own.identity === "verified",
      failuresInRow: own.failuresInRow,
      failureRate: Math.round(own.failureRate * 1_000) / 1_000,
      latencyMs: own.latencyMs === null ? null : Math.round(own.latencyMs),
      head: own.head === null ? null : own.head.number.toString(),
      lagBlocks: lag === null ? null : Number(lag),
      retryAtMs: own.openUntilMs,
      requestsLeft: Math.floor(budgetLeft(own, policy.budget, nowMs())),
    };
  }
}

function firstAcceptance(sends: readonly Promise<SendOutcome>[]): Promise<SendOutcome> {
  const isAccepted = sends.map(
    (send) =>
      new Promise<SendOutcome>((resolve) => {
        void send.then((outcome) => {
          if (outcome.outcome === "accepted") resolve(outcome);
        });
      }),
  );
  return Promise.race([...isAccepted, Promise.all(sends).then(mergeSendOutcomes)]);
}

const isLeftOut = (endpoint: Endpoint, nowMs: number): boolean => {
  const health = endpoint.health();
  return health.identity === "other-chain" && breakerOf(health, nowMs) === "open";
};

function describeRefusal(endpoint: Endpoint): RpcFailure {
  if (endpoint.health().identity === "other-chain") {
    return { code: "rpc.wrong-chain", message: `${endpoint.host}: serves another chain and is left out` };
  }
  return { code: "rpc.breaker-open", message: `${endpoint.host}: failed too often and is left alone for now` };
}

const noneServesChain: RpcFailure = { code: "rpc.wrong-chain", message: "no endpoint serves this chain" };

/** What is known of the endpoints is looked after at most so often, and only while something is read. */
const lookAroundMs = 15_000;
const lookTimeoutMs = 1_000;
