import type { z } from "zod";
import { FreshnessReport } from "../../contracts/freshness.ts";
import { PipelineHealth } from "../../contracts/live.ts";
import { Problem } from "../../contracts/problem.ts";
import { err, ok, type Result } from "../../contracts/result.ts";

export type Status = {
  readonly freshness: FreshnessReport;
  readonly deadLetters: PipelineHealth["deadLetters"];
  readonly journal: PipelineHealth["journal"];
};

/** What a running instance says of itself; else one sentence that says why not. */
export async function readStatus(url: URL, timeoutMs: number): Promise<Result<Status, string>> {
  const [freshness, health] = await Promise.all([
    read(url, "/v1/freshness", FreshnessReport, timeoutMs),
    read(url, "/v1/pipeline", PipelineHealth, timeoutMs),
  ]);
  if (!freshness.ok) return freshness;
  if (!health.ok) return health;
  const { deadLetters, journal } = health.value;
  return ok({ freshness: freshness.value, deadLetters, journal });
}

async function read<Schema extends z.ZodType>(
  url: URL,
  path: string,
  schema: Schema,
  timeoutMs: number,
): Promise<Result<z.infer<Schema>, string>> {
  let status: number;
  let body: unknown;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(new URL(path, url), { headers: { accept: "application/json" }, signal });
    status = response.status;
    body = await response.json();
  } catch (cause) {
    return err(`${url.origin} does not answer: ${describeCause(cause)}`);
  }
  if (status === 200) {
    const parsed = schema.safeParse(body);
    return parsed.success ? ok(parsed.data) : err(`${url.origin} answered in a form that this version does not know`);
  }
  const problem = Problem.safeParse(body);
  return err(problem.success ? `${url.origin}: ${problem.data.detail}` : `${url.origin} answered ${status}`);
}

/** Why a request failed stands in the cause of the error that fetch throws. */
function describeCause(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}
