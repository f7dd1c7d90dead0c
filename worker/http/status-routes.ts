import { Hono } from "hono";
import { z } from "zod";
import { FreshnessKind } from "../../contracts/freshness.ts";
import type { EdgeEnv } from "../bindings.ts";
import { metricsType, renderMetrics } from "./metrics.ts";
import { answerProblem } from "./problem.ts";
import { openStatusReads, readFreshnessHistory, reportFreshness, type StatusReads } from "./read-status.ts";

const noStore = { "cache-control": "no-store" };

const HistoryQuery = z.strictObject({
  name: z.string().min(1).max(160),
  kind: FreshnessKind.optional(),
  minutes: z.coerce
    .number()
    .int()
    .min(1)
    .max(35 * 24 * 60)
    .default(24 * 60),
});

/** How fresh everything is, for machines and people: no user data. `open` gives what is read from. */
export function createStatusRoutes(open: (env: EdgeEnv) => StatusReads = openStatusReads) {
  return new Hono<{ Bindings: EdgeEnv }>()
    .get("/v1/freshness", async (context) =>
      context.json(reportFreshness(await open(context.env).seen()), 200, noStore),
    )
    .get("/v1/freshness/history", async (context) => {
      const query = HistoryQuery.safeParse(context.req.query());
      if (!query.success) {
        const issue = query.error.issues[0];
        return answerProblem(context, "bad-request", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
      }
      const { kind, name, minutes } = query.data;
      const history = await readFreshnessHistory(open(context.env), { kind, name, minutes });
      if (!history.ok) return answerProblem(context, history.error.code, history.error.message);
      return context.json(history.value, 200, noStore);
    })
    .get("/metrics", async (context) => {
      const reads = open(context.env);
      const [seen, deadLetters, segments] = await Promise.all([reads.seen(), reads.deadLetters(), reads.segments()]);
      const { stages, sources } = seen;
      const text = renderMetrics({ report: reportFreshness(seen), stages, sources, deadLetters, segments });
      return context.body(text, 200, { ...noStore, "content-type": metricsType });
    });
}

export const statusRoutes = createStatusRoutes();
