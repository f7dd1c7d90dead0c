import { z } from "zod";
import type { WorldEvent } from "../../contracts/event.ts";
import { err, ok } from "../../contracts/result.ts";
import type { FetchEvents } from "./event-source.ts";

/** USGS earthquakes as GeoJSON: `time` and `updated` in milliseconds; `mag` may be null or negative. */
const Feed = z.object({ type: z.literal("FeatureCollection"), features: z.array(z.unknown()) });
const Quake = z.object({
  id: z.string(),
  properties: z.object({
    mag: z.number(),
    place: z.string().nullable(),
    time: z.int(),
    updated: z.int(),
    url: z.string().nullish(),
  }),
  geometry: z.object({ coordinates: z.tuple([z.number(), z.number(), z.number().nullable()]) }),
});

const magnitudeMin = 5;
const dayMs = 86_400_000;

/**
 * Earthquakes of magnitude 5 and more. Severity rises evenly from 0 at magnitude 5 to 1 at magnitude 9; a quake
 * lowers `shock` by its severity and nothing else.
 */
export const fetchUsgsEvents: FetchEvents = async (window, { baseUrl, timeoutMs, getJson }) => {
  const query = new URLSearchParams({
    format: "geojson",
    starttime: new Date(window.fromMs).toISOString(),
    endtime: new Date(window.toMs).toISOString(),
    minmagnitude: String(magnitudeMin),
  });
  const answer = await getJson(`${baseUrl}/fdsnws/event/1/query?${query}`, { timeoutMs });
  if (!answer.ok) return answer;
  const feed = Feed.safeParse(answer.value);
  if (!feed.success)
    return err({ code: "bad-payload", message: `the earthquake feed: ${z.prettifyError(feed.error)}` });
  const quakes = feed.data.features.flatMap((feature) => Quake.safeParse(feature).data ?? []);
  return ok({
    events: quakes.map((quake) => toEvent(quake, window.toMs)),
    refusedRows: feed.data.features.length - quakes.length,
  });
};

function toEvent({ id, properties, geometry }: z.infer<typeof Quake>, fetchedAtMs: number): WorldEvent {
  const severity = Math.min(1, Math.max(0, (properties.mag - magnitudeMin) / 4));
  const [lon, lat] = geometry.coordinates;
  return {
    id: `usgs:${id}`,
    dedupeKey: `usgs:${id}`,
    title: `M ${properties.mag.toFixed(1)} earthquake, ${properties.place ?? "place unknown"}`,
    source: "usgs",
    publisherFamily: "usgs",
    eventTimeMs: properties.time,
    publishedAtMs: properties.time,
    fetchedAtMs,
    severity,
    category: "earthquake",
    geo: { countries: [], lat, lon, precision: "point" },
    factors: { growth: 0, liquidity: 0, risk: 0, regulation: 0, shock: -severity },
    confidence: 0.95,
    evidenceUrl: properties.url ?? null,
    rights: "US public domain",
    expiresAtMs: properties.time + 7 * dayMs,
    methodVersion: "usgs-1",
  };
}
