import type { FetchFailure, HttpAnswer } from "../../contracts/http-client.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { parseRetryAfterMs } from "./backoff.ts";
import { decodeBody, dropBody, readBody } from "./http-client-body.ts";
import { listSecrets, quoteSafely } from "./http-client-secrets.ts";

/** One request on the wire. `timeoutMs` covers all of it, the body included. */
export type Attempt = {
  readonly url: string;
  readonly init: { readonly method: "GET" | "POST"; readonly body?: string };
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly bodyBytesMax: number;
  readonly fetch: typeof fetch;
  readonly nowMs: () => number;
};

/** `mayPass`: the same request may succeed a little later. */
export type AttemptFailure = FetchFailure & { readonly mayPass: boolean; readonly retryAfterMs: number | null };

/** Sends one request. Never throws, never repeats, never follows a redirect, and lets no key into a message. */
export async function attemptOnce(attempt: Attempt): Promise<Result<HttpAnswer<string>, AttemptFailure>> {
  const { url, timeoutMs } = attempt;
  if (!URL.canParse(url)) return fail("unreachable", "the address is none");
  const { username, password } = new URL(url);
  // `fetch` refuses these, and quotes them.
  if (username !== "" || password !== "")
    return fail("unreachable", "the address holds a password: send it as a header");
  // Cleared when the answer is there: a timer that still runs keeps a Durable Object in memory.
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), timeoutMs);
  try {
    const response = await attempt.fetch(url, {
      ...attempt.init,
      headers: attempt.headers,
      redirect: "manual",
      signal: timeout.signal,
    });
    return await readResponse(response, attempt);
  } catch (cause) {
    if (timeout.signal.aborted) return fail("timeout", `no answer within ${timeoutMs} ms`, true);
    const secrets = listSecrets(url, attempt.headers);
    return fail("unreachable", quoteSafely(describeCause(cause), secrets, 120), true);
  } finally {
    clearTimeout(timer);
  }
}

async function readResponse(
  response: Response,
  { url, headers, bodyBytesMax, nowMs }: Attempt,
): Promise<Result<HttpAnswer<string>, AttemptFailure>> {
  const { status } = response;
  const serverAtMs = parseDate(response.headers.get("date"));
  if (!response.ok) {
    await dropBody(response);
    const retryAfterMs = parseRetryAfterMs(response.headers.get("retry-after"), serverAtMs ?? nowMs());
    if (status === 429) return fail("rate-limited", "HTTP 429", retryAfterMs !== null, retryAfterMs);
    if (status >= 300 && status < 400) return fail("redirected", describeRedirect(response, url, headers));
    return fail("http-status", `HTTP ${status}`, status >= 500, retryAfterMs);
  }
  const bytes = await readBody(response, bodyBytesMax);
  if (bytes === undefined) return fail("bad-body", `longer than ${bodyBytesMax} bytes`);
  return ok({ body: decodeBody(bytes, response.headers.get("content-type")), serverAtMs });
}

function describeRedirect({ status, headers }: Response, url: string, sent: Attempt["headers"]): string {
  const target = headers.get("location") ?? "";
  const host = URL.canParse(target, url) ? new URL(target, url).host : "nowhere";
  return `HTTP ${status}, to ${quoteSafely(host, listSecrets(url, sent), 60)}`;
}

function parseDate(text: string | null): number | null {
  const atMs = text === null ? Number.NaN : Date.parse(text);
  return Number.isSafeInteger(atMs) && atMs >= 0 ? atMs : null;
}

/** Node says "fetch failed" and keeps the reason one level down; workerd says it itself. */
function describeCause(cause: unknown): string {
  if (!(cause instanceof Error)) return "the request failed";
  const { code, message } = (cause.cause ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return [cause.message, code ?? message].filter((part) => typeof part === "string").join(": ");
}

const fail = (
  code: FetchFailure["code"],
  message: string,
  mayPass = false,
  retryAfterMs: number | null = null,
): { readonly ok: false; readonly error: AttemptFailure } => err({ code, message, mayPass, retryAfterMs });
