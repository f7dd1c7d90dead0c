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

export type FetchOptions = { readonly baseUrl: string; readonly timeoutMs: number; readonly viewToken?: string };

/** Reads one route and checks its shape. Failures are values. */
export async function fetchJson<T>(
  path: string,
  schema: z.ZodType<T>,
  options: FetchOptions,
): Promise<Result<T, LoadProblem>> {
  const { baseUrl, timeoutMs, viewToken } = options;
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`${baseUrl}${path}`, {
      headers: {
        accept: "application/json",
        ...(viewToken === undefined ? {} : { authorization: `Bearer ${viewToken}` }),
      },
      signal: AbortSignal.timeout(timeoutMs),
    });
    body = parseJson(await response.text());
  } catch {
    return err({ kind: "unreachable", detail: "The server does not answer." });
  }
  if (!response.ok) return err(classify(response.status, body));
  const parsed = schema.safeParse(body);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return err({ kind: "unreadable", detail: `${path}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "no JSON"}` });
}

function classify(status: number, body: unknown): LoadProblem {
  const problem = Problem.safeParse(body);
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
