import { type Context, Hono } from "hono";
import { z } from "zod";
import { EventCategory, FactorName } from "../../contracts/event.ts";
import { SignalKey } from "../../contracts/ids.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import type { Result } from "../../contracts/result.ts";
import type { Reader } from "../../store/handles.ts";
import { readEvents } from "../../store/read-events.ts";
import { readFactorHistory } from "../../store/read-factor-history.ts";
import { readMarketHistory } from "../../store/read-market-history.ts";
import { readRefusedQuotes } from "../../store/read-refused-quotes.ts";
import { readRelations } from "../../store/read-relations.ts";
import { readSignalHistory } from "../../store/read-signal-history.ts";
import { readStories } from "../../store/read-stories.ts";
import type { EdgeEnv } from "../bindings.ts";
import { getHot, hotKeys } from "../hot-cache.ts";
import { liveFeedOf } from "../live.ts";
import { withReader } from "../wire-journal.ts";
import { findSignal, listAssets, listSignals } from "./describe-registry.ts";
import { presentMs } from "./present-ms.ts";
import { answerProblem } from "./problem.ts";

type Env = { Bindings: EdgeEnv };

const minutesMax = 90 * 24 * 60;
/** Which part of the past. `untilMs`: by default the present moment of the feed. */
const Range = z.strictObject({
  minutes: z.coerce
    .number()
    .int()
    .min(1)
    .max(minutesMax)
    .default(24 * 60),
  untilMs: z.coerce.number().int().nonnegative().optional(),
});
const PagedQuery = Range.extend({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(400).optional(),
});
const EventsQuery = PagedQuery.extend({
  category: EventCategory.optional(),
  severityMin: z.coerce.number().min(0).max(1).optional(),
  story: z.string().max(220).optional(),
});
const StoriesQuery = Range.extend({ limit: z.coerce.number().int().min(1).max(500).default(100) });

/** What anyone may read of assets, signals and the world. No route here holds user data. */
export const worldRoutes = new Hono<Env>()
  .get("/assets", (context) => context.json({ assets: listAssets(pipelines) }))
  .get("/signals", async (context) => {
    const pairs = await liveFeedOf(context.env).signals();
    // A pair that came through a call is a list of either.
    const seen = new Map(pairs.map(([key, atMs]) => [String(key), Number(atMs)]));
    return context.json({ signals: listSignals(pipelines, seen) });
  })
  .get("/signals/:key/history", async (context) => {
    const key = SignalKey.safeParse(context.req.param("key"));
    if (!key.success || findSignal(pipelines, key.data) === undefined) return unknownSignal(context);
    return withRange(context, Range, async (reader, range) => readSignalHistory(reader, { key: key.data, ...range }));
  })
  .get("/signals/:key", async (context) => {
    const key = SignalKey.safeParse(context.req.param("key"));
    const signal = key.success ? findSignal(pipelines, key.data) : undefined;
    if (!key.success || signal === undefined) return unknownSignal(context);
    const toMs = await presentMs(context.env);
    const fromMs = toMs - 2 * signal.stalenessMs;
    const found = await withReader(context.env, (reader) => readSignalHistory(reader, { key: key.data, fromMs, toMs }));
    if (!found.ok) return answerProblem(context, "unavailable", "The store does not answer; try again.");
    const latest = found.value.points.at(-1) ?? null;
    const isValid = latest !== null && latest.validUntilMs > toMs;
    return context.json({ ...signal, nowMs: toMs, latest, isValid });
  })
  .get("/world", async (context) => {
    const world = await getHot(context.env, hotKeys.world);
    return world === null
      ? answerProblem(context, "unavailable", "The world has not been read yet.")
      : context.json(world);
  })
  .get("/events", (context) =>
    withRange(context, EventsQuery, (reader, { category, severityMin, story, cursor, ...range }) =>
      readEvents(reader, {
        ...range,
        nowMs: range.toMs,
        ...(category === undefined ? {} : { category }),
        ...(severityMin === undefined ? {} : { severityMin }),
        ...(story === undefined ? {} : { story }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    ),
  )
  .get("/stories", (context) =>
    withRange(context, StoriesQuery, async (reader, range) =>
      wrap("stories", await readStories(reader, { ...range, nowMs: range.toMs })),
    ),
  )
  .get("/factors/:factor/history", (context) => {
    const factor = FactorName.safeParse(context.req.param("factor"));
    if (!factor.success)
      return answerProblem(context, "not-found", `There are the factors ${FactorName.options.join(", ")}.`);
    return withRange(context, Range, async (reader, range) =>
      wrap("points", await readFactorHistory(reader, { factor: factor.data, ...range })),
    );
  })
  .get("/relations", (context) =>
    withRange(context, Range, async (reader, { toMs }) => {
      const found = await readRelations(reader, { atMs: toMs });
      return found.ok ? { ok: true, value: found.value ?? { asOfMs: null, relations: [] } } : found;
    }),
  )
  .get("/refused-quotes", (context) =>
    withRange(context, PagedQuery, (reader, { cursor, ...range }) =>
      readRefusedQuotes(reader, { ...range, ...(cursor === undefined ? {} : { cursor }) }),
    ),
  )
  .get("/markets", async (context) => {
    const world = await getHot(context.env, hotKeys.world);
    if (world === null) return answerProblem(context, "unavailable", "No prediction market has been read yet.");
    const { asOfMs, validUntilMs, markets } = world;
    return context.json({ asOfMs, validUntilMs, markets });
  })
  .get("/markets/:id/history", (context) =>
    withRange(context, Range, async (reader, range) =>
      wrap("points", await readMarketHistory(reader, { market: context.req.param("id"), ...range })),
    ),
  );

const unknownSignal = (context: Context<Env>): Response =>
  answerProblem(context, "not-found", "There is no such signal; /v1/signals lists them all.");

/** Answers with what `read` finds in the range that the query asks for. */
async function withRange<Query extends z.output<typeof Range>, Value extends object>(
  context: Context<Env>,
  schema: z.ZodType<Query>,
  read: (
    reader: Reader,
    range: Omit<Query, "minutes" | "untilMs"> & { readonly fromMs: number; readonly toMs: number },
  ) => Promise<Result<Value, { readonly code: string; readonly message: string }>>,
): Promise<Response> {
  const query = schema.safeParse(context.req.query());
  if (!query.success) {
    const [issue] = query.error.issues;
    return answerProblem(context, "bad-request", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
  }
  const { minutes, untilMs, ...rest } = query.data;
  const toMs = untilMs ?? (await presentMs(context.env));
  const range = { ...rest, fromMs: Math.max(0, toMs - minutes * 60_000), toMs };
  const found = await withReader(context.env, (reader) => read(reader, range));
  if (found.ok) return context.json({ fromMs: range.fromMs, toMs, ...found.value });
  return found.error.code === "bad-cursor"
    ? answerProblem(context, "bad-request", found.error.message)
    : answerProblem(context, "unavailable", "The store does not answer; try again.");
}

function wrap<Name extends string, Value, E>(name: Name, found: Result<Value, E>): Result<Record<Name, Value>, E> {
  return found.ok ? { ok: true, value: { [name]: found.value } as Record<Name, Value> } : found;
}
