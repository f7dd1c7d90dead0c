import { type EventCategory, FactorName } from "../contracts/event.ts";
import type { SignalKey } from "../contracts/ids.ts";
import type { PriceSnapshot } from "../contracts/live.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import { err, ok, type Result } from "../contracts/result.ts";
import { expiredTitle } from "../enrich/core/expire-text.ts";
import type { RelatedSeries, SeriesKind } from "../enrich/core/relations/find-relations.ts";
import type { Samples } from "../enrich/core/sample-grid.ts";
import type { WorldHistory } from "../enrich/world-history.ts";
import type { Reader } from "../store/handles.ts";
import { readHourCounts } from "../store/read-hour-counts.ts";
import { readMarketsAt } from "../store/read-market-history.ts";
import { readSeries } from "../store/read-series.ts";
import { readStories } from "../store/read-stories.ts";
import type { EdgeEnv } from "./bindings.ts";
import { getHot, hotKeys } from "./hot-cache.ts";
import { withReader } from "./wire-journal.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weeksBack = 8;
const storiesBack = 500;

/** What a run of the enrichment reads of earlier ones, by Hyperdrive: a connection for each read, as Workers want it. */
export function wireWorldHistory(env: EdgeEnv): WorldHistory {
  const read = async <T>(work: (reader: Reader) => Promise<Result<T, { readonly message: string }>>) => {
    try {
      return await withReader(env, work);
    } catch (cause) {
      return err({ message: String(cause) });
    }
  };
  const readNamed = (keys: readonly string[], range: { readonly fromMs: number; readonly toMs: number }) =>
    read((reader) => readSeries(reader, { keys: keys as readonly SignalKey[], ...range }));
  return {
    stories: async ({ fromMs, toMs }) => {
      const found = await read((reader) =>
        readStories(reader, { fromMs, toMs, nowMs: toMs, limit: storiesBack, state: "open" }),
      );
      return found.ok ? ok(found.value.map((story) => ({ ...story, title: story.title ?? expiredTitle }))) : found;
    },
    hourCounts: async (untilMs) => {
      const found = await read((reader) => readHourCounts(reader, { untilMs, weeks: weeksBack }));
      if (!found.ok) return found;
      const byHour = Map.groupBy(found.value.counts, (each) => each.hourMs);
      return ok(
        found.value.observedHoursMs.map((hour) => ({
          hourMs: hour,
          counts: Object.fromEntries(
            (byHour.get(hour) ?? []).map(({ category, count }) => [category as EventCategory, count]),
          ),
        })),
      );
    },
    marketsBefore: async (atMs) => {
      const found = await read((reader) => readMarketsAt(reader, { atMs: atMs - dayMs, ageMsMax: 2 * hourMs }));
      if (!found.ok) return found;
      return ok(new Map(found.value.map((row) => [row.id, [{ ...row, state: "open" as const }]])));
    },
    prices: async (range) => {
      const found = await readNamed(
        coins.map((asset) => `price.${asset}`),
        range,
      );
      if (!found.ok) return found;
      const latest = await getHot(env, hotKeys.prices);
      return ok(
        new Map(
          found.value.map(({ key, knownAtMs, value }) => {
            const asset = key.slice("price.".length);
            return [asset, withLatest({ atMs: knownAtMs, value }, asset, latest, range.toMs)];
          }),
        ),
      );
    },
    series: async (range) => {
      const found = await readNamed([...kinds.keys()], range);
      if (!found.ok) return found;
      return ok(
        found.value.map(
          ({ key, knownAtMs, value }): RelatedSeries => ({
            ...{ key, kind: kinds.get(key) ?? "factor" },
            samples: { atMs: knownAtMs, value },
          }),
        ),
      );
    },
  };
}

/** The store is a little behind: the newest window is in the hot cache first. */
function withLatest(stored: Samples, asset: string, latest: PriceSnapshot | null, toMs: number): Samples {
  const tick = latest?.ticks.find((each) => each.asset === asset);
  const newestMs = stored.atMs[stored.atMs.length - 1] ?? 0;
  if (latest === null || tick === undefined || latest.windowEndMs > toMs || latest.windowEndMs <= newestMs)
    return stored;
  return {
    atMs: [...Array.from(stored.atMs), latest.windowEndMs],
    value: [...Array.from(stored.value), tick.priceUsd],
  };
}

const coins = Object.entries(pipelines.assets).flatMap(([id, { kind }]) => (kind === "coin" ? [id] : []));
const kinds: ReadonlyMap<string, SeriesKind> = new Map<string, SeriesKind>([
  ...coins.map((asset) => [`price.${asset}`, "price"] as const),
  ...FactorName.options.map((factor) => [`factor.${factor}`, "factor"] as const),
  ...Object.keys(pipelines.markets).map((market) => [`market.${market}`, "probability"] as const),
]);
