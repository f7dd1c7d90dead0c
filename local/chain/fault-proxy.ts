import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { answerLagging, distort } from "./fault-proxy-distort.ts";
import { type Fault, type FaultKind, FaultPlan, faultKinds } from "./fault-proxy-faults.ts";
import { HardNode, isAdmin } from "./fault-proxy-node.ts";
import type { NodeAnswer } from "./fault-proxy-upstream.ts";

export type FaultStats = {
  /** Requests that arrived, those of administration left out. */
  readonly requests: number;
  /** Faults that changed what the client saw, or what the chain got. */
  readonly injected: Readonly<Record<FaultKind, number>>;
};

/** A request on its way: it has come and did nothing yet, or it has done what it does and its answer leaves next. */
export type ProxyMoment = {
  readonly when: "arrived" | "answered";
  readonly method: string;
  readonly params: readonly unknown[];
};

export type FaultProxy = {
  readonly rpcUrl: string;
  readonly faults: FaultPlan;
  readonly stats: () => FaultStats;
  /** Notices what happened in anvil behind the proxy's back. Every request does so, too. */
  readonly sync: () => Promise<void>;
  /** Transactions that wait in the proxy, because they pay less than the base fee. */
  readonly parked: () => number;
  readonly stop: () => Promise<void>;
};

/**
 * A JSON-RPC endpoint on loopback in front of anvil, that behaves as real nodes do and fails as told. Requests of
 * administration (`anvil_`, `evm_`) pass through unharmed; batches are not taken. Several proxies in front of one anvil are several
 * nodes of one chain, each with a pool and faults of its own.
 */
export async function startFaultProxy(options: {
  readonly upstreamUrl: string;
  readonly chainId: number;
  readonly seed?: number;
  /** Told of each moment of each request. `swallow`: from there on nothing happens, the connection is reset. */
  readonly watch?: (moment: ProxyMoment) => "go-on" | "swallow";
}): Promise<FaultProxy> {
  const { watch = () => "go-on" } = options;
  const node = new HardNode(options);
  const faults = new FaultPlan(options.seed ?? 1);
  const injected = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  const stopping = new AbortController();
  let requests = 0;
  let receipts = 0;
  const ask = (method: string, params: readonly unknown[]) => node.answer(method, params);

  const answerWith = async (fault: Fault, method: string, params: readonly unknown[]): Promise<NodeAnswer> => {
    if (fault.kind === "slow") await wait(fault.delayMs, undefined, { signal: stopping.signal });
    if (fault.kind === "lag") return answerLagging(ask, method, params, fault.blocks);
    if (fault.kind === "duplicate") await ask(method, params);
    const answer = await ask(method, params);
    if (fault.kind === "wrong-error") return { error: { code: -32_603, message: fault.text } };
    const isReceipt = answer !== null && "result" in answer && answer.result !== null;
    if (fault.kind === "flapping-receipt" && isReceipt) receipts += 1;
    return distort(fault, answer, receipts);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = readCall(await readBody(request));
    if (call === undefined) return void response.writeHead(400).end("expected one JSON-RPC request");
    const { id, method, params } = call;
    if (watch({ when: "arrived", method, params }) === "swallow") return void request.socket.resetAndDestroy();
    const fault = isAdmin(method) ? null : faults.choose(method);
    if (!isAdmin(method)) requests += 1;
    if (fault?.kind === "lost") {
      injected.lost += 1;
      return void request.socket.resetAndDestroy();
    }
    const plain = fault === null || answersOnly.has(fault.kind) ? await ask(method, params) : null;
    const answer = fault === null ? plain : await answerWith(fault, method, params);
    if (fault !== null) injected[fault.kind] += isSame(plain, answer) ? 0 : 1;
    if (watch({ when: "answered", method, params }) === "swallow") return void request.socket.resetAndDestroy();
    if (fault?.kind === "landed-timeout") return void request.socket.resetAndDestroy();
    if (answer === null) return void response.writeHead(502).end("the chain is not there");
    const { status, body } = encode(fault?.kind, id, answer);
    response.writeHead(status, { "content-type": status === 200 ? "application/json" : "text/plain" }).end(body);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    rpcUrl: `http://127.0.0.1:${address.port}`,
    faults,
    stats: () => ({ requests, injected: { ...injected } }),
    sync: () => node.sync(),
    parked: () => node.parked,
    stop: async () => {
      stopping.abort();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Faults that only change an answer: they count where they changed it. */
const answersOnly: ReadonlySet<FaultKind> = new Set(["lag", "null-receipt", "flapping-receipt", "nonce-behind"]);

const isSame = (plain: NodeAnswer, answer: NodeAnswer): boolean =>
  plain !== null && JSON.stringify(plain) === JSON.stringify(answer);

function encode(kind: FaultKind | undefined, id: unknown, answer: NonNullable<NodeAnswer>) {
  const told = { jsonrpc: "2.0", id: kind === "wrong-id" ? Number(id) + 1_000_003 : id, ...answer };
  if (kind === "http-500") return { status: 500, body: "internal server error" };
  if (kind === "html") return { status: 200, body: "<html><body>502 Bad Gateway</body></html>" };
  if (kind === "empty") return { status: 200, body: "" };
  return { status: 200, body: JSON.stringify(told) };
}

type Call = { readonly id: unknown; readonly method: string; readonly params: readonly unknown[] };

function readCall(text: string): Call | undefined {
  try {
    const call = JSON.parse(text) as Partial<Call>;
    if (typeof call.method !== "string") return undefined;
    return { id: call.id, method: call.method, params: call.params ?? [] };
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
