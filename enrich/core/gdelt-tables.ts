import type { EventCategory, FactorStrengths, WorldEvent } from "../../contracts/event.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { canonicalUrl } from "./canonical-url.ts";
import type { ReadRow } from "./collect-events.ts";
import { readCompactDateMs } from "./feeds/read-date.ts";
import { isoOfFips } from "./find-countries.ts";
import { publisherFamilyOf } from "./publisher-family.ts";

/** Columns of GDELT 2.0's events table that are read, by their place among its 61 (codebook 2.0). */
const columns = {
  id: 0,
  date: 1,
  eventCode: 26,
  rootCode: 28,
  goldstein: 30,
  mentions: 31,
  sources: 32,
  place: 52,
  country: 53,
  lat: 56,
  lon: 57,
  added: 59,
  url: 60,
} as const;
const columnCount = 61;
const dayMs = 86_400_000;

/** CAMEO's root codes as categories. 01 to 12 are words and cooperation: what they are about is not in the code. */
const categories: Readonly<Record<string, EventCategory>> = {
  "13": "conflict",
  "14": "unrest",
  "15": "conflict",
  "16": "trade",
  "17": "conflict",
  "18": "conflict",
  "19": "conflict",
  "20": "conflict",
};

/**
 * Rows of the events table (tab-separated, no header). The Goldstein scale, −10 to 10, says how an act of this kind bears on
 * a country's stability: a tenth of it moves `shock`, half of that `risk`. Severity is its size. The day of the event
 * (`SQLDATE`) has no hour and GDELT sets it from the text; the row became known with `DATEADDED`, and no event is older
 * here than what was known of it.
 */
export function readGdeltEvents(text: string, fetchedAtMs: number): readonly ReadRow[] {
  return lines(text).map((line) => {
    const fields = line.split("\t");
    return { row: fields[columns.id] ?? "", event: toEvent(fields, fetchedAtMs) };
  });
}

function toEvent(fields: readonly string[], fetchedAtMs: number): Result<WorldEvent, string> {
  if (fields.length !== columnCount) return err(`${fields.length} columns instead of ${columnCount}`);
  const read = (name: keyof typeof columns): string => fields[columns[name]] ?? "";
  const publishedAtMs = readCompactDateMs(read("added"));
  const eventDayMs = readCompactDateMs(`${read("date")}000000`);
  const goldstein = readNumber(read("goldstein"));
  const address = canonicalUrl(read("url"));
  if (!/^\d{1,12}$/.test(read("id"))) return err("no event id");
  if (publishedAtMs === null || eventDayMs === null) return err("no time");
  if (goldstein === null || Math.abs(goldstein) > 10) return err(`Goldstein scale: ${read("goldstein") || "empty"}`);
  if (address === null) return err("no address of its source");
  const category = categories[read("rootCode")] ?? "other";
  const country = isoOfFips(read("country"));
  const lat = readNumber(read("lat"));
  const lon = readNumber(read("lon"));
  const place = lat === null || lon === null ? null : { lat, lon };
  return ok({
    id: `gdelt-event:${read("id")}`,
    dedupeKey: `gdelt-event:${read("id")}`,
    title: `CAMEO ${read("eventCode")}, ${read("place") || "place unknown"}`.slice(0, 400),
    source: "gdelt-events",
    publisherFamily: publisherFamilyOf(address.split("/")[0] ?? ""),
    // Only a day that lies wholly before the row's arrival says more than the arrival does.
    eventTimeMs: eventDayMs + dayMs <= publishedAtMs ? eventDayMs : publishedAtMs,
    publishedAtMs,
    fetchedAtMs,
    severity: Math.abs(goldstein) / 10,
    category,
    geo: {
      countries: country === null ? [] : [country],
      lat: place?.lat ?? null,
      lon: place?.lon ?? null,
      precision: country === null ? "none" : "country",
    },
    factors: factorsOf(goldstein),
    confidence: Math.min(0.6, 0.15 * Math.max(1, readNumber(read("sources")) ?? 1)),
    evidenceUrl: read("url"),
    rights: "GDELT, with citation",
    expiresAtMs: publishedAtMs + 7 * dayMs,
    methodVersion: "gdelt-goldstein-1",
  });
}

/** `+ 0` keeps zero from being negative. */
const factorsOf = (goldstein: number): FactorStrengths => ({
  growth: 0,
  liquidity: 0,
  risk: goldstein / 20 + 0,
  regulation: 0,
  shock: goldstein / 10 + 0,
});

/** One mention of an event by an outlet. `eventAtMs` is when GDELT first saw the event: it may lie a year before. */
export type GdeltMention = {
  readonly eventId: string;
  readonly eventAtMs: number;
  readonly mentionedAtMs: number;
  readonly publisherFamily: string;
  readonly url: string;
  /** GDELT's confidence in [0, 1]; its table has per cent. */
  readonly confidence: number;
  readonly tone: number;
};

/** Rows of the mentions table: tab-separated without a header as GDELT writes it, or the same with commas and a header. */
export function readGdeltMentions(text: string): {
  readonly mentions: readonly GdeltMention[];
  readonly refused: readonly { readonly row: string; readonly reason: string }[];
} {
  const mentions: GdeltMention[] = [];
  const refused: { row: string; reason: string }[] = [];
  for (const line of lines(text)) {
    if (line.startsWith("globaleventid")) continue;
    const mention = toMention(line.split(line.includes("\t") ? "\t" : ","));
    if (mention.ok) mentions.push(mention.value);
    else refused.push({ row: line.slice(0, 60), reason: mention.error });
  }
  return { mentions, refused };
}

function toMention(fields: readonly string[]): Result<GdeltMention, string> {
  const [eventId = "", eventTime = "", mentionTime = "", type = "", sourceName = "", url = ""] = fields;
  if (!/^\d+$/.test(eventId)) return err("no event id");
  // Type 1 is the web; broadcasts and books have no address, and an address with a comma breaks the comma-separated form.
  if (type !== "1") return err(`a mention of type ${type || "?"}`);
  const eventAtMs = readCompactDateMs(eventTime);
  const mentionedAtMs = readCompactDateMs(mentionTime);
  if (eventAtMs === null || mentionedAtMs === null) return err("no time");
  if (canonicalUrl(url) === null) return err("no address");
  const [confidence, tone] = [readNumber(fields[11] ?? ""), readNumber(fields[13] ?? "")];
  if (confidence === null || confidence < 0 || confidence > 100 || tone === null) return err("no confidence or tone");
  return ok({
    eventId,
    eventAtMs,
    mentionedAtMs,
    publisherFamily: publisherFamilyOf(sourceName),
    url,
    confidence: confidence / 100,
    tone,
  });
}

const lines = (text: string): string[] => text.split(/\r?\n/).filter((line) => line !== "");
const readNumber = (text: string): number | null => (/^-?\d+(\.\d+)?(e-?\d+)?$/i.test(text) ? Number(text) : null);
