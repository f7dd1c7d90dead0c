import { Hono } from "hono";
import { z } from "zod";
import { AssetId } from "../../contracts/ids.ts";
import type { PriceBars } from "../../contracts/live.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { durationMs, parseDurationMs } from "../../contracts/time.ts";
import { readAssetBars } from "../../store/read-asset-bars.ts";
import type { EdgeEnv } from "../bindings.ts";
import { withReader } from "../wire-journal.ts";
import { presentMs } from "./present-ms.ts";
import { answerProblem } from "./problem.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
const barMsMin = durationMs(pipelines.signals["price.*"]?.cadence ?? "2m");
const barsMax = 2_000;
const minutesMax = 90 * 24 * 60;
/** A new window comes every two minutes: what is older by seconds is as good. */
const cacheSeconds = 15;

const BarText = z
  .string()
  .default("15m")
  .transform(parseDurationMs)
  .refine((barMs) => barMs !== undefined && barMs >= barMsMin && barMs <= dayMs && barMs % minuteMs === 0, {
    message: "expected whole minutes from 2m to 1d, such as 15m, 1h or 1d",
  })
  .transform((barMs) => barMs ?? 0);

/** `minutes`: how far back, in whole bars. `untilMs`: by default the present moment of the feed. */
const BarsQuery = z
  .strictObject({
    bar: BarText,
    minutes: z.coerce.number().int().min(1).max(minutesMax).default(1_440),
    untilMs: z.coerce.number().int().nonnegative().optional(),
  })
  .refine(({ bar, minutes }) => (minutes * minuteMs) / bar <= barsMax, {
    message: `an answer has at most ${barsMax} bars: ask for fewer minutes or longer bars`,
    path: ["minutes"],
  });

/** Prices of one asset as bars. No route here holds user data. */
export const priceBarRoutes = new Hono<{ Bindings: EdgeEnv }>().get("/prices/:asset/bars", async (context) => {
  const asset = AssetId.safeParse(context.req.param("asset"));
  if (!asset.success || !Object.hasOwn(pipelines.assets, asset.data)) {
    return answerProblem(context, "not-found", "There is no such asset; /v1/assets lists them all.");
  }
  const query = BarsQuery.safeParse(context.req.query());
  if (!query.success) {
    const [issue] = query.error.issues;
    return answerProblem(context, "bad-request", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
  }
  const { bar: barMs, minutes, untilMs } = query.data;
  const toMs = untilMs ?? (await presentMs(context.env));
  const fromMs = Math.max(0, Math.floor((toMs - minutes * minuteMs) / barMs) * barMs);
  const range = { asset: asset.data, barMs, fromMs, toMs };
  const found = await withReader(context.env, (reader) => readAssetBars(reader, range));
  if (!found.ok) return answerProblem(context, "unavailable", "The store does not answer; try again.");
  context.header("cache-control", `public, max-age=${cacheSeconds}`);
  return context.json({ ...range, ...found.value, source: "database" } satisfies PriceBars);
});
