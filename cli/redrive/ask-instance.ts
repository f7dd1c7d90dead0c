import type { z } from "zod";
import { Problem } from "../../contracts/problem.ts";
import { err, ok, type Result } from "../../contracts/result.ts";

const timeoutMs = 30_000;

/** Asks a running instance. The error is a sentence; `isRefused`: it answered, and said no. */
export async function askInstance<T>(
  url: URL,
  path: string,
  schema: z.ZodType<T>,
  body?: unknown,
): Promise<Result<T, { readonly message: string; readonly isRefused: boolean }>> {
  const no = (message: string, isRefused: boolean) => err({ message, isRefused });
  let response: Response;
  let text: string;
  try {
    response = await fetch(new URL(path, url), {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      headers: { accept: "application/json", "content-type": "application/json" },
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await response.text();
  } catch (cause) {
    const { code, message } = (cause instanceof Error ? (cause.cause ?? cause) : cause) as NodeJS.ErrnoException;
    return no(`${url.origin} does not answer: ${code ?? message}`, false);
  }
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return no(`${url.origin}${path} answered ${response.status} without JSON`, false);
  }
  if (!response.ok) {
    const problem = Problem.safeParse(answer);
    const detail = problem.success ? problem.data.detail : `it answered ${response.status}`;
    return no(detail, response.status < 500);
  }
  const parsed = schema.safeParse(answer);
  return parsed.success ? ok(parsed.data) : no(`${path}: in a form that this version does not know`, false);
}
