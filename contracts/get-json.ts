import type { Result } from "./result.ts";

/** Why a request gave nothing usable. `http-status` carries the status; `bad-body` an answer that is no JSON. */
export type FetchFailure = {
  readonly code: "timeout" | "unreachable" | "http-status" | "rate-limited" | "bad-body";
  readonly message: string;
};

/** Reads JSON over HTTP within a time-out. Failures are values. Sources get this instead of `fetch`. */
export type GetJson = (url: string, options: { readonly timeoutMs: number }) => Promise<Result<unknown, FetchFailure>>;
