import type { z } from "zod";
import { Problem } from "../../../contracts/problem.ts";
import { err, ok, type Result } from "../../../contracts/result.ts";

/**
 * Why something could not be loaded. `not-yet`: the server is well and has nothing to show. `unreachable`: no answer.
 * `not-allowed`: the view token is not accepted. `refused`: another problem, in the server's words. `unreadable`: an
 * answer in a form that this page does not know.
 */
export type LoadProblem = {
  readonly kind: "not-yet" | "unreachable" | "not-allowed" | "refused" | "unreadable";
  readonly detail: string;
};

export type FetchOptions = {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly viewToken?: string;
  /** With it the route is asked by POST. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
};

/** Reads one route and checks its shape. Failures are values. */
export async function fetchJson<T>(
  path: string,
  schema: z.ZodType<T>,
  options: FetchOptions,
): Promise<Result<T, LoadProblem>> {
  const { baseUrl, timeoutMs, viewToken, body, signal } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${baseUrl}${path}`, {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(viewToken === undefined ? {} : { authorization: `Bearer ${viewToken}` }),
      },
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
    text = await response.text();
  } catch {
    return err({ kind: "unreachable", detail: "The server does not answer." });
  }
  if (!response.ok) return err(classifyAnswer(response.status, text));
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return err({ kind: "unreadable", detail: `${path}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "no JSON"}` });
}

/** What an answer that is not well says. */
export function classifyAnswer(status: number, text: string): LoadProblem {
  const problem = Problem.safeParse(parseJson(text));
  if (!problem.success)
    return { kind: status >= 500 ? "unreachable" : "unreadable", detail: `The server answered ${status}.` };
  const { code, detail } = problem.data;
  if (code === "unavailable") return { kind: "not-yet", detail };
  return { kind: code === "not-allowed" ? "not-allowed" : "refused", detail };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
