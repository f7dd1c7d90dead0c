import type { EventCategory } from "../../contracts/event.ts";
import { err, ok, type Result } from "../../contracts/result.ts";

/** Rows of one route with the moment at which WorldMonitor itself says that it collected them. */
export type RouteRows = { readonly rows: readonly unknown[]; readonly collectedAtMs: number | null };
type Fields = Readonly<Record<string, unknown>>;

/**
 * The rows of an answer. They stand under one of `lists`, at the top or under `data`; values of an object stand for a list
 * of them (`categories.*.items`). An answer that says that its data is not there, or that has no such list, is an error:
 * an empty list from a broken envelope would look like a calm world.
 */
export function findRows(body: unknown, lists: readonly string[]): Result<RouteRows, string> {
  if (!isFields(body)) return err("the answer is no object");
  const inner = isFields(body.data) ? body.data : body;
  const collectedAtMs = readTimeMs(inner.fetchedAt ?? inner.generatedAt ?? body.fetchedAt ?? body.cached_at);
  if ((inner.dataAvailable ?? body.dataAvailable) === false || inner.fetchedAt === 0 || inner.fetchedAt === "0")
    return err("it says that its data is unavailable");
  const rows = lists.map((name) => inner[name] ?? body[name]).find((value) => value !== undefined);
  if (Array.isArray(rows)) return ok({ rows, collectedAtMs });
  if (isFields(rows)) {
    const buckets = Object.values(rows).map((bucket) => (isFields(bucket) ? bucket.items : bucket));
    if (buckets.every(Array.isArray)) return ok({ rows: buckets.flat(), collectedAtMs });
  }
  const keys = Object.keys(inner).slice(0, 8).join(", ");
  return err(`no list under ${lists.join(" or ")}; there is: ${keys || "nothing"}`);
}

/** One row in the project's terms, whatever its route calls the fields. */
export type WorldMonitorRow = {
  readonly id: string | null;
  readonly title: string;
  readonly url: string | null;
  readonly publisher: string | null;
  readonly atMs: number;
  /** Its kind in lower case without the prefix of its enumeration. */
  readonly kind: string;
  readonly severity: number | null;
  readonly countries: readonly string[];
  readonly point: { readonly lat: number; readonly lon: number } | null;
};

const timeNames = ["occurredAt", "detectedAt", "publishedAt", "startedAt", "date", "pubDate", "timestamp"];
const titleNames = ["title", "headline", "name"];
const urlNames = ["link", "url", "sourceUrl"];

/**
 * Reads a row. A time of 0 marks one that is filled with zeros because nothing is known; a time at which WorldMonitor
 * collected its rows is no event time. Both are refused. A point at 0/0 is no place.
 */
export function readRow(row: unknown, collectedAtMs: number | null): Result<WorldMonitorRow, string> {
  if (!isFields(row)) return err("no object");
  const atMs = timeNames.map((name) => readTimeMs(row[name])).find((time) => time !== null) ?? null;
  if (atMs === null) return err("no time of its own");
  if (collectedAtMs !== null && Math.abs(atMs - collectedAtMs) < 1_000)
    return err("the time of collection in place of its own");
  const kind = readKind(row);
  const title = firstText(row, titleNames) ?? describe(row, kind);
  if (title === null) return err("neither a title nor a kind and a place");
  return ok({
    id: firstText(row, ["id"]),
    title,
    url: firstText(row, urlNames),
    publisher: firstText(row, ["source", "sourceName"]),
    atMs,
    kind,
    severity: readSeverity(row),
    countries: typeof row.country === "string" && /^[A-Z]{2}$/.test(row.country) ? [row.country] : [],
    point: readPoint(row),
  });
}

const categoryByKind: Readonly<Record<string, EventCategory>> = {
  protest: "unrest",
  riot: "unrest",
  riots: "unrest",
  demonstration: "unrest",
  civil_unrest: "unrest",
  strike: "unrest",
  protests: "unrest",
  unrest: "unrest",
  battles: "conflict",
  "explosions/remote violence": "conflict",
  "violence against civilians": "conflict",
  "strategic developments": "conflict",
  conflict: "conflict",
  military: "conflict",
  terrorism: "conflict",
  wildfires: "disaster",
  severestorms: "disaster",
  volcanoes: "disaster",
  floods: "disaster",
  landslides: "disaster",
  drought: "disaster",
  disaster: "disaster",
  environmental: "disaster",
  earthquakes: "earthquake",
  earthquake: "earthquake",
  cyber: "cyber",
  health: "health",
  economic: "economy",
  economy: "economy",
  infrastructure: "outage",
  outage: "outage",
};

/** A kind that nobody knew is `other`: a new word of the source loses no event. */
export const categoryOfKind = (kind: string): EventCategory => categoryByKind[kind] ?? "other";

/** Levels as words, with or without the prefix of their enumeration. A word that is not here says nothing. */
const levels: Readonly<Record<string, number>> = {
  low: 0.25,
  partial: 0.35,
  medium: 0.5,
  moderate: 0.5,
  major: 0.6,
  high: 0.75,
  total: 0.85,
  critical: 0.95,
};

function readSeverity(row: Fields): number | null {
  const word = typeof row.severity === "string" ? row.severity.toLowerCase().split("_").at(-1) : undefined;
  const level = word === undefined ? undefined : levels[word];
  const deaths =
    typeof row.fatalities === "number" && row.fatalities > 0
      ? Math.min(1, 0.4 + 0.2 * Math.log10(row.fatalities))
      : null;
  if (level === undefined) return deaths;
  return Math.max(level, deaths ?? 0);
}

function readKind(row: Fields): string {
  const threat = isFields(row.threat) ? row.threat.category : undefined;
  const kind = [row.eventType, row.category, row.outageType, threat].find(
    (value) => typeof value === "string" && value !== "",
  );
  return typeof kind === "string" ? kind.toLowerCase().replace(/^[a-z_]*?(event|outage|threat)_type_/, "") : "";
}

/** Structured rows have no title: what they are and where. */
function describe(row: Fields, kind: string): string | null {
  const place = [row.admin1, row.city, row.region, row.country].filter(
    (part) => typeof part === "string" && part !== "",
  );
  return kind === "" || place.length === 0 ? null : `${kind}, ${[...new Set(place)].join(", ")}`;
}

function readPoint(row: Fields): WorldMonitorRow["point"] {
  const at = isFields(row.location) ? row.location : row;
  const [lat, lon] = [at.latitude ?? at.lat, at.longitude ?? at.lon];
  if (typeof lat !== "number" || typeof lon !== "number" || (lat === 0 && lon === 0)) return null;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

/** Milliseconds as a number or as text of digits (64-bit integers arrive as text), or an ISO time. Seconds are not guessed. */
function readTimeMs(value: unknown): number | null {
  const number =
    typeof value === "number" ? value : typeof value === "string" && /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isSafeInteger(number)) return number >= earliestMs ? number : null;
  const parsed =
    typeof value === "string" && /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(value)
      ? Date.parse(value)
      : Number.NaN;
  return parsed >= earliestMs ? parsed : null;
}
/** 2001: a smaller number is seconds, or nothing. */
const earliestMs = 978_307_200_000;

const firstText = (row: Fields, names: readonly string[]): string | null => {
  const text = names.map((name) => row[name]).find((value) => typeof value === "string" && value.trim() !== "");
  return typeof text === "string" ? text.trim() : null;
};
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
