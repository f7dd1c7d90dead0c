import type { Context } from "hono";
import { err, ok, type Result } from "../../contracts/result.ts";

const bodyCharsMax = 64_000;

/** A request's body as JSON, or the sentence that says why it is none. */
export async function readBody(context: Context): Promise<Result<unknown, string>> {
  const text = await context.req.text();
  if (text.length > bodyCharsMax) return err("the body is too long");
  const body = parseJson(text);
  return body === undefined ? err("the body is no JSON") : ok(body);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
