import { z } from "zod";
import type { WorldEvent } from "../../contracts/event.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { answerWith, badPayload, type FetchEvents } from "./event-source.ts";

/** USGS earthquakes as GeoJSON: `time` and `updated` in milliseconds; `mag` may be null or negative. */
const Feed = z.object({ type: z.literal("FeatureCollection"), features: z.array(z.unknown()) });
const Quake = z.object({
  id: z.string().min(1).max(150),
  properties: z.object({
    mag: z.number(),
    place: z.string().nullable(),
    time: z.int(),
    updated: z.int(),
    url: z.string().nullish(),
    /** Also `quarry blast`, `explosion`, `nuclear explosion`: those are no earthquakes. */
    type: z.string().default("earthquake"),
    status: z.string().nullish(),
  }),
  geometry: z.object({ coordinates: z.tuple([z.number(), z.number(), z.number().nullable()]) }),
});

const magnitudeMin = 5;
const dayMs = 86_400_000;

/**
 * Earthquakes of magnitude 5 and more. Severity rises evenly from 0 at magnitude 5 to 1 at magnitude 9; a quake
 * lowers `shock` by its severity and nothing else. Weaker ones and those that the network took back are left out.
 */
export const fetchUsgsEvents: FetchEvents = async (window, { baseUrl, http }) => {
  const query = new URLSearchParams({
    format: "geojson",
    starttime: new Date(window.fromMs).toISOString(),
    endtime: new Date(window.toMs).toISOString(),
    minmagnitude: String(magnitudeMin),
  });
  const answer = await http.getJson(`${baseUrl}/fdsnws/event/1/query?${query}`);
  if (!answer.ok) return answer;
  return readUsgsEvents(answer.value.body, window);
};

/** The answer's body, as it also stands in recorded files. */
export function readUsgsEvents(body: unknown, window: { readonly fromMs: number; readonly toMs: number }) {
  const feed = Feed.safeParse(body);
  if (!feed.success) return badPayload(`the earthquake feed: ${z.prettifyError(feed.error)}`);
  const rows = feed.data.features.map((feature, index) => {
    const quake = readQuake(feature);
    const row = quake.ok ? quake.value.id : `feature ${index}`;
    return { row, quake };
  });
  const felt = rows.filter(
    ({ quake }) =>
      !quake.ok || (quake.value.properties.mag >= magnitudeMin && quake.value.properties.status !== "deleted"),
  );
  return answerWith(
    "the earthquake feed",
    felt.map(({ row, quake }) => ({ row, event: quake.ok ? ok(toEvent(quake.value, window.toMs)) : quake })),
    window,
  );
}

function readQuake(feature: unknown): Result<z.infer<typeof Quake>, string> {
  const quake = Quake.safeParse(feature);
  return quake.success
    ? ok(quake.data)
    : err(quake.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
}

function toEvent({ id, properties, geometry }: z.infer<typeof Quake>, fetchedAtMs: number): WorldEvent {
  const severity = Math.min(1, Math.max(0, (properties.mag - magnitudeMin) / 4));
  const [lon, lat] = geometry.coordinates;
  return {
    id: `usgs:${id}`,
    dedupeKey: `usgs:${id}`,
    title: `M ${properties.mag.toFixed(1)} ${properties.type}, ${properties.place ?? "place unknown"}`.slice(0, 400),
    source: "usgs",
    publisherFamily: "usgs",
    eventTimeMs: properties.time,
    publishedAtMs: properties.time,
    fetchedAtMs,
    severity,
    category: properties.type === "earthquake" ? "earthquake" : "other",
    geo: { countries: [], lat, lon, precision: "point" },
    factors: { growth: 0, liquidity: 0, risk: 0, regulation: 0, shock: severity === 0 ? 0 : -severity },
    confidence: 0.95,
    evidenceUrl: properties.url ?? null,
    rights: "US public domain",
    expiresAtMs: properties.time + 7 * dayMs,
    methodVersion: "usgs-1",
  };
}
