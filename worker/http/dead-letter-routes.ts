import { type Context, Hono } from "hono";
import { z } from "zod";
import type { LetterAct, LetterDetail, LetterOrders, LettersPage } from "../../contracts/dead-letter-views.ts";
import { LetterId, LetterState } from "../../contracts/dead-letter-views.ts";
import { TraceId } from "../../contracts/ids.ts";
import { readCursor, writeCursor } from "../../store/page-cursor.ts";
import type { EdgeEnv } from "../bindings.ts";
import { deadLettersOf } from "../dead-letters/dead-letters-of.ts";
import { toPublicLetter } from "../dead-letters/public-letter.ts";
import { refusedTitle } from "./operator-routes.ts";
import { answerProblem } from "./problem.ts";
import { readBody } from "./read-body.ts";

type Env = { Bindings: EdgeEnv };

const noStore = { "cache-control": "no-store" };

const LettersQuery = z.strictObject({
  queue: z.string().min(1).max(64).optional(),
  /** Without it those that are open: parked, or on their way back. */
  state: z.enum([...LetterState.options, "all"]).optional(),
  trace: TraceId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});

/**
 * Messages that were set aside. What anyone reads of them holds no user data; what becomes of them only an operator's signature decides,
 * and nothing of a message can be changed on the way.
 */
export const deadLetterRoutes = new Hono<Env>()
  .get("/dead-letters", async (context) => {
    const query = LettersQuery.safeParse(context.req.query());
    if (!query.success) {
      const issue = query.error.issues[0];
      return answerProblem(context, "bad-request", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
    }
    const { queue = null, state = null, trace = null, limit, cursor } = query.data;
    const after = cursor === undefined ? null : readCursor(cursor);
    if (after !== null && !after.ok) return answerProblem(context, "bad-request", after.error.message);
    const actor = deadLettersOf(context.env);
    const [counts, found] = await Promise.all([
      actor.counts(),
      actor.list({ queue, state, traceId: trace, limit: limit + 1, after: after === null ? null : after.value }),
    ]);
    const letters = found.slice(0, limit);
    const last = letters.at(-1);
    const hasMore = found.length > limit && last !== undefined;
    const page: LettersPage = {
      counts,
      letters: letters.map(toPublicLetter),
      nextCursor: hasMore ? writeCursor({ atMs: last.parkedWallMs, key: last.id }) : null,
    };
    return context.json(page, 200, noStore);
  })
  .get("/dead-letters/orders", async (context) => {
    const answer: LetterOrders = { orders: await deadLettersOf(context.env).orders() };
    return context.json(answer, 200, noStore);
  })
  .get("/dead-letters/:id", async (context) => {
    const id = LetterId.safeParse(context.req.param("id"));
    const found = id.success ? await deadLettersOf(context.env).read(id.data) : null;
    if (found === null) return answerProblem(context, "not-found", "There is no such dead letter.");
    const { letter, bodyText } = found;
    const body = bodyText === null || !letter.isPublic ? null : (JSON.parse(bodyText) as LetterDetail["body"]);
    const detail: LetterDetail = { ...toPublicLetter(letter), body };
    return context.json(detail as object, 200, noStore);
  })
  .post("/dead-letters/redrive", (context) => takeOrder(context, "redrive"))
  .post("/dead-letters/discard", (context) => takeOrder(context, "discard"));

async function takeOrder(context: Context<Env>, act: LetterAct): Promise<Response> {
  const body = await readBody(context);
  if (!body.ok) return answerProblem(context, "bad-request", body.error);
  if ((body.value as { act?: unknown } | null)?.act !== act)
    return answerProblem(context, "bad-request", `bad-order: the order does not say ${act}`);
  const answer = await deadLettersOf(context.env).order(body.value);
  if (answer.ok) return context.json(answer.value, 200, noStore);
  const { code, message } = answer.error;
  if (code === "bad-order" || code === "unknown-queue")
    return answerProblem(context, "bad-request", `${code}: ${message}`);
  return answerProblem(context, "not-allowed", `${code}: ${message}`, { title: refusedTitle });
}
