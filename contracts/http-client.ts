import type { Result } from "./result.ts";

/**
 * Why a request gave nothing usable. `http-status` carries the status; `bad-body` an answer that is no JSON, too large, or
 * HTML; `redirected` an answer that sends elsewhere; `over-budget` a call that this run may not make any more.
 */
export type FetchFailure = {
  readonly code: "timeout" | "unreachable" | "http-status" | "rate-limited" | "redirected" | "bad-body" | "over-budget";
  readonly message: string;
};

/** A body, with the status and the moment that the server's `Date` header states (null without one). */
export type HttpAnswer<Body> = { readonly body: Body; readonly serverAtMs: number | null };

/**
 * HTTP as one source sees it during one run: its time-out, its budget of calls, its own User-Agent and key, retries with
 * back-off of what may pass. Failures are values. Sources get this instead of `fetch`.
 */
export type HttpClient = {
  getJson(url: string): Promise<Result<HttpAnswer<unknown>, FetchFailure>>;
  getText(url: string): Promise<Result<HttpAnswer<string>, FetchFailure>>;
  postJson(url: string, body: unknown): Promise<Result<HttpAnswer<unknown>, FetchFailure>>;
  /** Calls made so far, retries included. */
  calls(): number;
};
