import type { Context } from "hono";
import { type Problem, type ProblemCode, problems } from "../../contracts/problem.ts";

/** An RFC 9457 problem document with a stable code, and `more` members that this kind of problem has. */
export function answerProblem(context: Context, code: ProblemCode, detail: string, more: object = {}): Response {
  const { status, title } = problems[code];
  const body: Problem = { type: `/docs/errors#${code}`, code, title, status, detail };
  return context.body(JSON.stringify({ ...body, ...more }), status, { "content-type": "application/problem+json" });
}
