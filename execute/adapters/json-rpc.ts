import { z } from "zod";
import { err, ok, type Result } from "../../contracts/result.ts";

/** Why a JSON-RPC request gave no result. Only `rpc.error` is an answer of the node; all others tell nothing. */
export type RpcFailure =
  | { readonly code: "rpc.timeout"; readonly message: string }
  | { readonly code: "rpc.network"; readonly message: string }
  | { readonly code: "rpc.http-status"; readonly status: number; readonly message: string }
  /** An answer that is no JSON-RPC answer to this request, or whose result has the wrong shape. */
  | { readonly code: "rpc.bad-answer"; readonly message: string }
  | { readonly code: "rpc.error"; readonly rpcCode: number; readonly message: string; readonly data: unknown }
  /** Not sent: the endpoint's budget of requests is used up for now. */
  | { readonly code: "rpc.over-budget"; readonly message: string }
  /** Not sent: the endpoint failed too often and is left alone for now. */
  | { readonly code: "rpc.breaker-open"; readonly message: string }
  /** Not sent: the endpoint serves another chain. */
  | { readonly code: "rpc.wrong-chain"; readonly message: string }
  /** Several endpoints were asked, and what they said together is no verdict. */
  | { readonly code: "rpc.no-agreement"; readonly message: string };

/** Sends one request. Never throws, never repeats. */
export type JsonRpc = (method: string, params: readonly unknown[]) => Promise<Result<unknown, RpcFailure>>;

export type JsonRpcOptions = {
  /** May hold a name and a password, which are sent as a header (`fetch` takes no URL that has them). */
  readonly rpcUrl: string;
  /** For the whole exchange, the body included. */
  readonly timeoutMs: number;
  readonly fetch?: typeof fetch;
};

/** A JSON-RPC client over HTTP. Runs in Node and in workerd. */
export function createJsonRpc(options: JsonRpcOptions): JsonRpc {
  const send = options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => fetch(input, init));
  const { url, headers } = splitCredentials(options.rpcUrl);
  let lastId = 0;
  return async (method, params) => {
    lastId += 1;
    const id = lastId;
    // Cleared once the answer is there: a timer that still runs would keep the vault's object in memory.
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(new DOMException("timed out", "TimeoutError")), options.timeoutMs);
    try {
      const response = await send(url, {
        method: "POST",
        headers,
        body: JSON.stringify({ jsonrpc: "2.0", id, method, params }),
        signal: timeout.signal,
      });
      const text = await response.text();
      // Some nodes answer a faulty request with 400 and a JSON-RPC error; every other status tells nothing.
      if (response.status !== 200 && response.status !== 400) {
        return err({ code: "rpc.http-status", status: response.status, message: `${method}: HTTP ${response.status}` });
      }
      return readAnswer(method, id, text);
    } catch (cause) {
      const isTimeout = cause instanceof Error && (cause.name === "TimeoutError" || cause.name === "AbortError");
      if (isTimeout) return err({ code: "rpc.timeout", message: `${method}: no answer in ${options.timeoutMs} ms` });
      return err({ code: "rpc.network", message: `${method}: ${describeCause(cause)}` });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** A failed read that stands for itself where a result has the wrong shape. */
export function badAnswer(what: string): { readonly ok: false; readonly error: RpcFailure } {
  return err({ code: "rpc.bad-answer", message: what.slice(0, maxMessage) });
}

/** Checks the result of a request against a schema. */
export function parseResult<T>(
  what: string,
  answer: Result<unknown, RpcFailure>,
  schema: z.ZodType<T>,
): Result<T, RpcFailure> {
  if (!answer.ok) return answer;
  const parsed = schema.safeParse(answer.value);
  return parsed.success ? ok(parsed.data) : badAnswer(`${what}: unexpected result: ${z.prettifyError(parsed.error)}`);
}

function readAnswer(method: string, id: number, text: string): Result<unknown, RpcFailure> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return badAnswer(`${method}: not JSON: ${text.slice(0, 80)}`);
  }
  const answer = Answer.safeParse(body);
  if (!answer.success || answer.data.id !== id) return badAnswer(`${method}: not an answer to this request`);
  const { error, result } = answer.data;
  if (error !== undefined) {
    const message = error.message.slice(0, maxMessage);
    return err({ code: "rpc.error", rpcCode: error.code, message, data: error.data });
  }
  return result === undefined ? badAnswer(`${method}: neither result nor error`) : ok(result);
}

function splitCredentials(rpcUrl: string): { readonly url: string; readonly headers: Record<string, string> } {
  const headers = { "content-type": "application/json" };
  const url = new URL(rpcUrl);
  if (url.username === "" && url.password === "") return { url: rpcUrl, headers };
  const bytes = new TextEncoder().encode([url.username, url.password].map(decodeURIComponent).join(":"));
  url.username = "";
  url.password = "";
  return { url: url.href, headers: { ...headers, authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` } };
}

function describeCause(cause: unknown): string {
  if (!(cause instanceof Error)) return "failed";
  const inner = cause.cause instanceof Error ? `: ${cause.cause.message}` : "";
  return `${cause.message}${inner}`.slice(0, maxMessage);
}

const Answer = z.object({
  jsonrpc: z.literal("2.0"),
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() }).optional(),
});

const maxMessage = 300;
