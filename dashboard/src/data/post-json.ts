import type { z } from "zod";
import { err, ok, type Result } from "../../../contracts/result.ts";
import { classifyAnswer, type LoadProblem } from "./fetch-json.ts";

const timeoutMs = 30_000;

/** Hands JSON to a route of this server and checks its answer. Failures are values; `unreachable`: it may have arrived all the same. */
export async function postJson<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<Result<T, LoadProblem>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await response.text();
  } catch {
    return err({ kind: "unreachable", detail: "The server does not answer." });
  }
  if (!response.ok) return err(classifyAnswer(response.status, text));
  try {
    return ok(schema.parse(JSON.parse(text)));
  } catch (cause) {
    return err({ kind: "unreadable", detail: `${path}: ${cause instanceof Error ? cause.message : "no JSON"}` });
  }
}
