import { Hono } from "hono";
import { z } from "zod";
import { checkShocks, parseShocks } from "../../analytics/core/cascade/parse-shocks.ts";
import { propagate } from "../../analytics/core/cascade/propagate.ts";
import { readImpactAt } from "../../analytics/core/cascade/read-impact-at.ts";
import { listFlows, thin } from "../../analytics/core/clusters/list-flows.ts";
import { explainCluster, explainEdge } from "../../analytics/core/explain-run.ts";
import { analyticsSettings } from "../../analytics/settings.ts";
import { ClusterRun } from "../../contracts/cluster.ts";
import type { ClusterLineageReport } from "../../contracts/cluster-lineage.ts";
import { ok } from "../../contracts/result.ts";
import { readCascadeEdges } from "../../store/read-cascade-edges.ts";
import { listClusterRuns, readClusterRuns } from "../../store/read-cluster-runs.ts";
import { readClusterHistory, readClustersAt } from "../../store/read-clusters.ts";
import type { EdgeEnv } from "../bindings.ts";
import { getHot, hotKeys } from "../hot-cache.ts";
import { withReader } from "../wire-journal.ts";
import { answerProblem } from "./problem.ts";

const AtMs = z.coerce.number().int().nonnegative().optional();
const ClustersQuery = z.object({ view: ClusterRun.shape.view.default("fast"), atMs: AtMs });
const LineageQuery = z.object({
  view: ClusterRun.shape.view.default("fast"),
  days: z.coerce.number().int().min(1).max(366).default(14),
  atMs: AtMs,
});
/** So many runs are told; of a longer stretch some are left out, evenly. */
const lineageRunsMax = 120;
const minutesMax = 7 * 24 * 60;
const ScenarioQuery = z.object({
  shock: z.string().min(1).max(2_000),
  /** How far ahead, and how many moments in between. */
  minutes: z.coerce.number().int().min(1).max(minutesMax).default(60),
  points: z.coerce.number().int().min(1).max(500).default(30),
});

/** What moves together and what follows what, with the reasons in words. No route here holds user data. */
export const analyticsRoutes = new Hono<{ Bindings: EdgeEnv }>()
  .get("/clusters", async (context) => {
    const query = ClustersQuery.safeParse(context.req.query());
    if (!query.success) return answerProblem(context, "bad-request", describeIssue(query.error));
    const { view, atMs } = query.data;
    if (atMs === undefined) {
      const run = await getHot(context.env, view === "fast" ? hotKeys.clusters : hotKeys.slowClusters);
      return run === null
        ? answerProblem(context, "unavailable", "Clusters are computed every six hours.")
        : context.json(run);
    }
    const found = await withReader(context.env, (reader) => readClustersAt(reader, { view, atMs }));
    if (!found.ok) return answerProblem(context, "unavailable", storeSilent);
    const [first] = found.value;
    return first === undefined
      ? answerProblem(context, "not-found", `There is no run of the ${view} view at or before ${atMs}.`)
      : context.json({ view, asOfMs: first.asOfMs, clusters: found.value });
  })
  /** What became of clusters, run by run, in the `days` up to a moment. */
  .get("/clusters/lineage", async (context) => {
    const query = LineageQuery.safeParse(context.req.query());
    if (!query.success) return answerProblem(context, "bad-request", describeIssue(query.error));
    const { view, days, atMs = Number.MAX_SAFE_INTEGER } = query.data;
    const found = await withReader(context.env, async (reader) => {
      const times = await listClusterRuns(reader, { view, atMs, days });
      if (!times.ok) return times;
      const told = thin(times.value, lineageRunsMax);
      const runs = await readClusterRuns(reader, { view, atMs: told });
      return runs.ok ? ok({ runsInAll: times.value.length, runs: runs.value }) : runs;
    });
    if (!found.ok) return answerProblem(context, "unavailable", storeSilent);
    const { runsInAll, runs } = found.value;
    return context.json({ view, days, runsInAll, runs: listFlows(runs) } satisfies ClusterLineageReport);
  })
  .get("/clusters/:id", async (context) => {
    const id = context.req.param("id");
    const atMs = AtMs.safeParse(context.req.query("atMs"));
    if (!atMs.success) return answerProblem(context, "bad-request", "atMs: expected UTC milliseconds");
    const of = { id, atMs: atMs.data ?? Number.MAX_SAFE_INTEGER };
    const found = await withReader(context.env, (reader) => readClusterHistory(reader, of));
    if (!found.ok) return answerProblem(context, "unavailable", storeSilent);
    const [newest] = found.value;
    if (newest === undefined) {
      return answerProblem(context, "not-found", "There is no such cluster; /v1/clusters lists those of now.");
    }
    const explanation = explainCluster(newest, analyticsSettings[newest.view]);
    return context.json({ ...newest, explanation, history: found.value });
  })
  .get("/cascades", async (context) => {
    const atMs = AtMs.safeParse(context.req.query("atMs"));
    if (!atMs.success) return answerProblem(context, "bad-request", "atMs: expected UTC milliseconds");
    if (atMs.data === undefined) {
      const run = await getHot(context.env, hotKeys.cascades);
      if (run === null) return answerProblem(context, "unavailable", cascadesMissing);
      return context.json({ ...run, edges: run.edges.map(withExplanation) });
    }
    const at = { atMs: atMs.data };
    const found = await withReader(context.env, (reader) => readCascadeEdges(reader, at));
    if (!found.ok) return answerProblem(context, "unavailable", storeSilent);
    return found.value === null
      ? answerProblem(context, "not-found", `No run at or before ${atMs.data} found an edge.`)
      : context.json({ ...found.value, edges: found.value.edges.map(withExplanation) });
  })
  /** What if: `?shock=ETH-USD=-0.10,BTC-USD=-0.05`. */
  .get("/cascades/scenario", async (context) => {
    const query = ScenarioQuery.safeParse(context.req.query());
    if (!query.success) return answerProblem(context, "bad-request", describeIssue(query.error));
    const parsed = parseShocks(query.data.shock);
    if (!parsed.ok) return answerProblem(context, "bad-request", `shock: ${parsed.error.message}`);
    const run = await getHot(context.env, hotKeys.cascades);
    if (run === null) return answerProblem(context, "unavailable", cascadesMissing);
    const shocks = checkShocks(parsed.value, run.assets);
    if (!shocks.ok) return answerProblem(context, "bad-request", `shock: ${shocks.error.message}`);
    const { asOfMs, validUntilMs, edges } = run;
    const impact = propagate(edges, shocks.value, asOfMs);
    const stepMs = (query.data.minutes * 60_000) / query.data.points;
    const over = Array.from({ length: query.data.points + 1 }, (_, point) => {
      const atMs = Math.round(asOfMs + point * stepMs);
      return { atMs, sizes: impact.map((each) => ({ asset: each.asset, size: readImpactAt(each, atMs) })) };
    });
    return context.json({ asOfMs, validUntilMs, shocks: shocks.value, impact, over });
  });

const storeSilent = "The store does not answer; try again.";
const cascadesMissing = "Cascades are computed every six hours.";

const withExplanation = <Edge extends Parameters<typeof explainEdge>[0]>(edge: Edge) => ({
  ...edge,
  explanation: explainEdge(edge),
});

const describeIssue = ({ issues: [issue] }: z.ZodError): string =>
  `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`;
