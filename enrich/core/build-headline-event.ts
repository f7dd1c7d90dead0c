import type { EventCategory, WorldEvent } from "../../contracts/event.ts";
import { findCountries } from "./find-countries.ts";
import type { Scorer } from "./scorer.ts";

/** A headline with what its source says of it. */
export type Headline = {
  readonly id: string;
  readonly dedupeKey: string;
  readonly title: string;
  readonly source: string;
  readonly publisherFamily: string;
  readonly publishedAtMs: number;
  /** When it happened, where the source says so; else it is as old as its publication. */
  readonly eventTimeMs?: number;
  readonly fetchedAtMs: number;
  readonly category: EventCategory | null;
  readonly severity: number | null;
  /** How far the source is believed, in (0, 1]. */
  readonly reliability: number;
  readonly countries?: readonly string[];
  readonly point?: { readonly lat: number; readonly lon: number };
  readonly evidenceUrl: string | null;
  readonly rights: string;
  readonly keepMs: number;
};

/** The event of a headline: scored, placed, and with the end of its licence. */
export function buildHeadlineEvent(headline: Headline, scorer: Scorer): WorldEvent {
  const { title, category, severity, point, publishedAtMs } = headline;
  const score = scorer({ title, category, severity });
  const countries = headline.countries ?? findCountries(title);
  return {
    id: headline.id,
    dedupeKey: headline.dedupeKey,
    title: cutTitle(title),
    source: headline.source,
    publisherFamily: headline.publisherFamily,
    eventTimeMs: headline.eventTimeMs ?? publishedAtMs,
    publishedAtMs,
    fetchedAtMs: headline.fetchedAtMs,
    severity: score.severity,
    category: score.category,
    geo: {
      countries: [...countries],
      lat: point?.lat ?? null,
      lon: point?.lon ?? null,
      precision: point !== undefined ? "point" : countries.length > 0 ? "country" : "none",
    },
    factors: score.factors,
    confidence: score.confidence * headline.reliability,
    evidenceUrl: headline.evidenceUrl,
    rights: headline.rights,
    expiresAtMs: publishedAtMs + headline.keepMs,
    methodVersion: score.methodVersion,
  };
}

const titleMax = 400;

/** At most 400 UTF-16 units, as the contract counts; a surrogate pair is not cut in two. */
export function cutTitle(title: string): string {
  if (title.length <= titleMax) return title;
  const cut = title.slice(0, titleMax - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
