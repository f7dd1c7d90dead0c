import type { z } from "zod";
import { Problem } from "../../../contracts/problem.ts";
import { err, ok } from "../../../contracts/result.ts";
import { readStoredAt } from "../offline/stored-at.ts";

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

/** `storedAtMs`: the server does not answer; it is the last known answer, which this browser stored then (wall clock). */
export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly storedAtMs?: number }
  | { readonly ok: false; readonly error: LoadProblem };

/** Reads one route and checks its shape. Failures are values. */
export async function fetchJson<T>(path: string, schema: z.ZodType<T>, options: FetchOptions): Promise<Answer<T>> {
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
    return err(noAnswer);
  }
  if (!response.ok) return err(classifyAnswer(response.status, text));
  const storedAtMs = readStoredAt(response.headers);
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return storedAtMs === null ? ok(parsed.data) : { ok: true, value: parsed.data, storedAtMs };
  // What an earlier version of the page has stored may be of another form: then nothing is known.
  if (storedAtMs !== null) return err(noAnswer);
  const issue = parsed.error.issues[0];
  return err({ kind: "unreadable", detail: `${path}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "no JSON"}` });
}

export const noAnswer: LoadProblem = { kind: "unreachable", detail: "The server does not answer." };

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
