import type { EventCategory, WorldEvent } from "../../../contracts/event.ts";
import { type WeighedTitle, weighTitle } from "./weigh-title.ts";

/** The one similarity of stories. Any change to it, to the words or to the gates is a new version. */
export const similarityVersion = "story-jaccard-1";

export type ComparableEvent = { readonly event: WorldEvent; readonly title: WeighedTitle };
export const toComparable = (event: WorldEvent): ComparableEvent => ({ event, title: weighTitle(event.title) });

export type SimilarityRule = {
  /** Tellings further apart than this are not one story. */
  readonly maxGapMs: number;
};

/** Outlets file one happening under neighbouring heads. `other` is beside each. */
const kindred: readonly (readonly EventCategory[])[] = [
  ["earthquake", "disaster", "health"],
  ["conflict", "unrest", "trade", "disaster"],
  ["cyber", "exploit", "outage"],
  ["monetary", "economy", "market", "sentiment", "volatility"],
  ["market", "exploit", "volatility", "adoption", "regulation"],
  ["regulation", "trade", "adoption", "economy"],
];
const measuredWithinMs = 15 * 60_000;
const measuredWithinKm = 50;
/** Figures that all differ are mostly another happening of the same kind, and sometimes another count of the same one. */
const otherFiguresWeight = 0.8;

/**
 * How far two events tell the same, in [0, 1]: the weight of the words they share over the weight of all their words
 * (Jaccard, weighted), behind gates of time, category, country and place. It depends on the two alone, so that no third
 * event makes two alike. The same dedupe key is the same; two measurements are so only at one place and time.
 */
export function compareEvents(a: ComparableEvent, b: ComparableEvent, rule: SimilarityRule): number {
  if (a.event.dedupeKey === b.event.dedupeKey) return 1;
  if (Math.abs(a.event.publishedAtMs - b.event.publishedAtMs) > rule.maxGapMs) return 0;
  if (!areKindred(a.event.category, b.event.category)) return 0;
  if (areDisjoint(a.event.geo.countries, b.event.geo.countries)) return 0;
  if (isMeasured(a.event) && isMeasured(b.event)) return isSamePlace(a.event, b.event) ? 1 : 0;
  if (areDisjoint([...a.title.tickers], [...b.title.tickers])) return 0;
  let shared = 0;
  for (const [word, weight] of a.title.weights) if (b.title.weights.has(word)) shared += weight;
  const union = a.title.total + b.title.total - shared;
  if (union === 0) return 0;
  return (shared / union) * (areDisjoint([...a.title.figures], [...b.title.figures]) ? otherFiguresWeight : 1);
}

const areKindred = (a: EventCategory, b: EventCategory): boolean =>
  a === b || a === "other" || b === "other" || kindred.some((group) => group.includes(a) && group.includes(b));

/** Both say something, and nothing of it is common. */
const areDisjoint = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && b.length > 0 && !a.some((item) => b.includes(item));

const isMeasured = ({ geo }: WorldEvent): boolean => geo.precision === "point" && geo.lat !== null && geo.lon !== null;

function isSamePlace(a: WorldEvent, b: WorldEvent): boolean {
  if (a.category !== b.category || Math.abs(a.eventTimeMs - b.eventTimeMs) > measuredWithinMs) return false;
  // Two rows of one network are two measurements, however near.
  if (a.source === b.source) return false;
  return distanceKm(a.geo, b.geo) <= measuredWithinKm;
}

/** Great circle on a sphere of 6,371 km (haversine). */
function distanceKm(a: WorldEvent["geo"], b: WorldEvent["geo"]): number {
  const radians = (degrees: number | null) => ((degrees ?? 0) * Math.PI) / 180;
  const [lat1, lat2] = [radians(a.lat), radians(b.lat)];
  const h =
    Math.sin((lat2 - lat1) / 2) ** 2 +
    Math.cos(lat1) * Math.cos(lat2) * Math.sin((radians(b.lon) - radians(a.lon)) / 2) ** 2;
  return 2 * 6_371 * Math.asin(Math.min(1, Math.sqrt(h)));
}
