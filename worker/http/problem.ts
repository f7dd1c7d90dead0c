import type { Context } from "hono";
import { type Problem, type ProblemCode, problems } from "../../contracts/problem.ts";

/** An RFC 9457 problem document with a stable code. */
export function answerProblem(context: Context, code: ProblemCode, detail: string): Response {
  const { status, title } = problems[code];
  const body: Problem = { type: `/docs/errors#${code}`, code, title, status, detail };
  return context.body(JSON.stringify(body), status, { "content-type": "application/problem+json" });
}
