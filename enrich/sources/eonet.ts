import { z } from "zod";
import type { EventCategory } from "../../contracts/event.ts";
import { err, ok } from "../../contracts/result.ts";
import { buildHeadlineEvent } from "../core/build-headline-event.ts";
import type { ReadRow } from "../core/collect-events.ts";
import { readDateMs } from "../core/feeds/read-date.ts";
import type { Scorer } from "../core/scorer.ts";
import { answerWith, badPayload, type EventWindow, type FetchEvents } from "./event-source.ts";

/** NASA's EONET. Version 3 says `geometry` and has string ids; 2.1 says `geometries` and has numbers. Both are read. */
const Feed = z.object({ events: z.array(z.unknown()) });
const Geometry = z.object({ date: z.string(), type: z.string(), coordinates: z.array(z.unknown()) });
const Natural = z.object({
  id: z.string().min(1).max(150),
  title: z.string().min(1),
  categories: z.array(z.object({ id: z.union([z.string(), z.number()]), title: z.string() })).min(1),
  sources: z.array(z.object({ id: z.string(), url: z.string().nullish() })).default([]),
  geometry: z.array(Geometry).optional(),
  geometries: z.array(Geometry).optional(),
});

const dayMs = 86_400_000;
/** By the category's title: ids differ between the versions. A title that is not here is `other`, never dropped. */
const kinds: Readonly<Record<string, { readonly category: EventCategory; readonly severity: number }>> = {
  wildfires: { category: "disaster", severity: 0.25 },
  "severe storms": { category: "disaster", severity: 0.45 },
  volcanoes: { category: "disaster", severity: 0.4 },
  floods: { category: "disaster", severity: 0.4 },
  landslides: { category: "disaster", severity: 0.3 },
  drought: { category: "disaster", severity: 0.3 },
  earthquakes: { category: "earthquake", severity: 0.5 },
};

/** Natural events. The time is that of the first sighting (`geometry[0].date`); later ones move the place, not the story. */
export const fetchEonetEvents: FetchEvents<{ readonly scorer: Scorer }> = async (window, { baseUrl, http, scorer }) => {
  const days = Math.max(1, Math.ceil((window.toMs - window.fromMs) / dayMs));
  const answer = await http.getJson(`${baseUrl}/api/v3/events?status=all&days=${days}`);
  return answer.ok ? readEonetEvents(answer.value.body, window, scorer) : answer;
};

export function readEonetEvents(body: unknown, window: EventWindow, scorer: Scorer) {
  const feed = Feed.safeParse(body);
  if (!feed.success) return badPayload(`EONET: ${z.prettifyError(feed.error)}`);
  return answerWith(
    "EONET",
    feed.data.events.map((row, index) => toRow(row, index, window, scorer)),
    window,
  );
}

function toRow(row: unknown, index: number, window: EventWindow, scorer: Scorer): ReadRow {
  const natural = Natural.safeParse(row);
  if (!natural.success) return { row: `event ${index}`, event: err(z.prettifyError(natural.error)) };
  const { id, title, categories, sources } = natural.data;
  const first = (natural.data.geometry ?? natural.data.geometries ?? [])[0];
  const publishedAtMs = first === undefined ? null : readDateMs(first.date);
  if (publishedAtMs === null) return { row: id, event: err("no time of a first sighting") };
  const kind = kinds[(categories[0]?.title ?? "").toLowerCase()];
  // GeoJSON: longitude first. Polygons have no one point.
  const [lon, lat] = first?.type === "Point" ? first.coordinates : [];
  const event = buildHeadlineEvent(
    {
      id: `eonet:${id}`,
      dedupeKey: `eonet:${id}`,
      title: title.trim(),
      source: "eonet",
      publisherFamily: sources[0] === undefined ? "nasa.gov" : `eonet-${sources[0].id.toLowerCase()}`,
      publishedAtMs,
      fetchedAtMs: window.toMs,
      category: kind?.category ?? "other",
      severity: kind?.severity ?? 0.1,
      reliability: 0.9,
      ...(typeof lat === "number" && typeof lon === "number" ? { point: { lat, lon } } : {}),
      evidenceUrl: sources[0]?.url ?? null,
      rights: "US public domain",
      keepMs: 14 * dayMs,
    },
    scorer,
  );
  return { row: id, event: ok(event) };
}
