import type { FetchFailure, HttpAnswer, HttpClient } from "../../contracts/http-client.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { type BackoffRule, computeBackoffMs } from "./backoff.ts";
import { type AttemptFailure, attemptOnce } from "./http-client-attempt.ts";
import { listSecrets, quoteSafely } from "./http-client-secrets.ts";

export type HttpClientSettings = {
  /** For one attempt, its body included. */
  readonly timeoutMs: number;
  /** Attempts that this client may make, retries included. */
  readonly budget: number;
  /** For everything that it does, waits included, from its first request on. By default four time-outs. */
  readonly totalMs?: number;
  /** Repetitions of one request after its first attempt. */
  readonly retriesMax?: number;
  /** Sent with every request, such as a key. Their words never stand in a message. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly bodyBytesMax?: number;
  readonly backoff?: BackoffRule;
  readonly fetch?: typeof fetch;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly nowMs?: () => number;
  readonly random?: () => number;
};

const userAgent = "portent/0.1 (+signals pipeline)";
const acceptJson = "application/json";
const acceptText = "application/xml, text/*;q=0.9, */*;q=0.8";
type Request = { readonly method: "GET" | "POST"; readonly body?: string };

/**
 * The HTTP of one source in one run; make a new one for the next. What may pass (time-outs, lost connections, 5xx, 429 that
 * says until when) is tried again while retries, budget and time are left; a refusal (other 4xx) is not. After a 429 all
 * requests of this client wait until the server's moment. A `postJson` may reach the server more than once: for reads alone.
 */
export function createHttpClient(settings: HttpClientSettings): HttpClient {
  const { timeoutMs, budget, totalMs = 4 * timeoutMs, retriesMax = 2, headers = {} } = settings;
  const { bodyBytesMax = 4_000_000, backoff = { baseMs: 250, capMs: 4_000 } } = settings;
  const send: typeof fetch = settings.fetch ?? ((input, init) => fetch(input, init));
  const sleep = settings.sleep ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const nowMs = settings.nowMs ?? Date.now;
  const random = settings.random ?? Math.random;
  let calls = 0;
  let deadlineMs: number | undefined;
  let pausedUntilMs = 0;

  const request = async (
    url: string,
    init: Request,
    ownHeaders: Readonly<Record<string, string>>,
  ): Promise<Result<HttpAnswer<string>, FetchFailure>> => {
    deadlineMs ??= nowMs() + totalMs;
    const leftMs = () => (deadlineMs ?? 0) - nowMs();
    for (let attempt = 0; ; attempt += 1) {
      const pauseMs = pausedUntilMs - nowMs();
      if (pauseMs > 0) {
        if (pauseMs >= leftMs()) return fail("rate-limited", `HTTP 429 before, ${describeWait(pauseMs)}`);
        await sleep(pauseMs);
      }
      if (leftMs() <= 0) return fail("timeout", `the ${totalMs} ms of this run are over`);
      if (calls >= budget) return fail("over-budget", `the ${budget} calls of this run are used up`);
      calls += 1;
      const answer = await attemptOnce({
        url,
        init,
        headers: { ...headers, ...ownHeaders, "user-agent": userAgent },
        timeoutMs: Math.min(timeoutMs, leftMs()),
        bodyBytesMax,
        fetch: send,
        nowMs,
      });
      if (answer.ok) return answer;
      const { error } = answer;
      // At least the back-off: there are servers that say 429 with `Retry-After: 0`.
      const waitMs = Math.max(computeBackoffMs(attempt, backoff, random()), error.retryAfterMs ?? 0);
      if (error.code === "rate-limited" && error.retryAfterMs !== null) {
        pausedUntilMs = Math.max(pausedUntilMs, nowMs() + waitMs);
      }
      if (!error.mayPass || attempt >= retriesMax || calls >= budget || waitMs >= leftMs()) return giveUp(error);
      await sleep(waitMs);
    }
  };

  const requestJson = async (url: string, init: Request): Promise<Result<HttpAnswer<unknown>, FetchFailure>> => {
    const type = init.body === undefined ? {} : { "content-type": "application/json" };
    const answer = await request(url, init, { accept: acceptJson, ...type });
    if (!answer.ok) return answer;
    const { body, serverAtMs } = answer.value;
    try {
      return ok({ body: JSON.parse(body) as unknown, serverAtMs });
    } catch {
      const start = quoteSafely(body.slice(0, 2_000), listSecrets(url, headers), 60);
      return fail("bad-body", start === "" ? "an empty body" : `no JSON: ${start}`);
    }
  };

  return {
    getJson: (url) => requestJson(url, { method: "GET" }),
    getText: (url) => request(url, { method: "GET" }, { accept: acceptText }),
    postJson: (url, body) => requestJson(url, { method: "POST", body: JSON.stringify(body) }),
    calls: () => calls,
  };
}

function giveUp({ code, message, retryAfterMs }: AttemptFailure): { readonly ok: false; readonly error: FetchFailure } {
  return fail(code, retryAfterMs === null ? message : `${message}, ${describeWait(retryAfterMs)}`);
}

const describeWait = (ms: number): string => `to be asked again in ${Math.ceil(ms / 1_000)} s`;
const fail = (code: FetchFailure["code"], message: string) => err({ code, message });
