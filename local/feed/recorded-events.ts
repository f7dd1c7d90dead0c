import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type EventCategory, type FactorName, WorldEvent } from "../../contracts/event.ts";

const dayMs = 86_400_000;

/** A row of a CSV file by column name. Fields in quotes may hold commas. */
type Row = Readonly<Partial<Record<string, string>>>;

/**
 * The recorded events in the one shape, each known only from the moment at which its source had it: a daily index
 * at its time stamp, a day's market close at the end of that day, a dated incident at the end of its day.
 */
export function readRecordedEvents(folder: string): { events: WorldEvent[]; refusedRows: number } {
  const drafts = [
    ...readCsv(folder, "usgs_quakes_m5_2021-04-15_05-20.csv").map(fromQuake),
    ...readCsv(folder, "defi_hacks_2021.csv").map(fromIncident),
    ...readCsv(folder, "fear_greed_daily_2021H1_2024Q2.csv").map(fromSentiment),
    ...readCsv(folder, "macro_daily_2021H1_2024Q2.csv").map(fromVolatility),
  ];
  const events = drafts.flatMap((draft) => WorldEvent.safeParse(draft).data ?? []);
  return { events, refusedRows: drafts.length - events.length };
}

type Draft = {
  id: string;
  title: string;
  source: string;
  atMs: number;
  severity: number;
  category: EventCategory;
  factors: Partial<Record<FactorName, number>>;
  rights: string;
  validForMs: number;
  lat?: number;
  lon?: number;
};

/** Fills the shape. Also used by the reconstruction's own short table of events. */
export function toEvent(draft: Draft): WorldEvent {
  const none = { growth: 0, liquidity: 0, risk: 0, regulation: 0, shock: 0 };
  const hasPlace = draft.lat !== undefined && draft.lon !== undefined;
  return {
    id: draft.id,
    dedupeKey: draft.id,
    title: draft.title,
    source: draft.source,
    publisherFamily: draft.source,
    eventTimeMs: draft.atMs,
    publishedAtMs: draft.atMs,
    fetchedAtMs: draft.atMs,
    severity: draft.severity,
    category: draft.category,
    geo: { countries: [], lat: draft.lat ?? null, lon: draft.lon ?? null, precision: hasPlace ? "point" : "none" },
    factors: { ...none, ...draft.factors },
    confidence: 0.8,
    evidenceUrl: null,
    rights: draft.rights,
    expiresAtMs: draft.atMs + draft.validForMs,
    methodVersion: "replay-1",
  };
}

function fromQuake(row: Row): WorldEvent {
  const severity = clamp((Number(row.mag) - 5) / 4, 0, 1);
  return toEvent({
    id: `usgs:${row.id}`,
    title: `M ${row.mag} earthquake, ${row.place}`,
    source: "usgs",
    atMs: Date.parse(row.time ?? ""),
    severity,
    category: "earthquake",
    factors: { shock: -severity },
    rights: "US public domain",
    validForMs: 7 * dayMs,
    lat: Number(row.latitude),
    lon: Number(row.longitude),
  });
}

function fromIncident(row: Row): WorldEvent {
  const day = (row.date ?? "").replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
  return toEvent({
    id: `incident:${day}:${row.name}`,
    title: `${row.name} exploited: ${row.technique}`,
    source: "defi-incidents",
    atMs: Date.parse(`${day}T00:00:00Z`) + dayMs,
    severity: 0.5,
    category: "exploit",
    factors: { risk: -0.25, shock: -0.15 },
    rights: "facts",
    validForMs: 7 * dayMs,
  });
}

/** The fear-and-greed index, 0 to 100: 50 is neutral. */
function fromSentiment(row: Row): WorldEvent {
  const lean = clamp((Number(row.value) - 50) / 50, -1, 1);
  return toEvent({
    id: `fear-greed:${row.date}`,
    title: `Fear and greed index at ${row.value} (${row.value_classification})`,
    source: "fear-greed",
    atMs: Number(row.timestamp) * 1_000,
    severity: Math.abs(lean),
    category: "sentiment",
    factors: { risk: lean * 0.6 },
    rights: "attribution",
    validForMs: 2 * dayMs,
  });
}

/** The VIX at its close: 20 counts as neutral, each point beyond moves risk and liquidity by a fortieth. */
function fromVolatility(row: Row): WorldEvent {
  const lean = clamp((20 - Number(row.vix_close)) / 40, -1, 1);
  return toEvent({
    id: `vix:${row.date}`,
    title: `VIX closed at ${row.vix_close}`,
    source: "vix",
    atMs: Date.parse(`${row.date}T00:00:00Z`) + dayMs,
    severity: Math.abs(lean),
    category: "volatility",
    factors: { risk: lean, liquidity: lean / 2 },
    rights: "public domain",
    validForMs: 3 * dayMs,
  });
}

function readCsv(folder: string, name: string): Row[] {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  const [head = "", ...lines] = readFileSync(path, "utf8").split(/\r?\n/);
  const columns = splitFields(head);
  return lines.flatMap((line) => {
    if (line.trim() === "") return [];
    const fields = splitFields(line);
    return [Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? ""]))];
  });
}

function splitFields(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .slice(0, line.endsWith(",") ? undefined : -1)
    .map(([, field = ""]) => field.replace(/^"|"$/g, "").replaceAll('""', '"'));
}

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));
