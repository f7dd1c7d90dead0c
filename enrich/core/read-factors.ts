import { FactorName, type WorldEvent } from "../../contracts/event.ts";
import type { FactorSnapshot } from "../../contracts/live.ts";

export type FactorRule = {
  /** After this long an event counts half. */
  readonly halfLifeMs: number;
  readonly evidenceMax: number;
};

export type FactorReading = FactorSnapshot["factors"][number];

/**
 * The five factors from recent events. Each event moves a factor by its signed strength times its confidence, halved
 * every `halfLifeMs`. Strengths of one sign are joined by noisy-or, so that many weak events never exceed 1; the
 * reading is the positive side less the negative side, in [-1, 1]. Events published after `asOfMs`, expired ones and repeats of
 * one story (`dedupeKey`; the strongest counts) are left out.
 */
export function readFactors(events: readonly WorldEvent[], asOfMs: number, rule: FactorRule): readonly FactorReading[] {
  const current = distinct(events.filter((event) => event.publishedAtMs <= asOfMs && event.expiresAtMs > asOfMs));
  return FactorName.options.map((factor) => {
    const evidence = current
      .map((event) => ({
        eventId: event.id,
        title: event.title,
        eventTimeMs: event.eventTimeMs,
        share: event.factors[factor] * event.confidence * 0.5 ** (ageOf(event, asOfMs) / rule.halfLifeMs),
      }))
      .filter((item) => item.share !== 0)
      .toSorted((a, b) => Math.abs(b.share) - Math.abs(a.share) || (a.eventId < b.eventId ? -1 : 1));
    const value = noisyOr(evidence.map((item) => item.share)) - noisyOr(evidence.map((item) => -item.share));
    return { factor, value, evidence: evidence.slice(0, rule.evidenceMax) };
  });
}

/** An event that is announced for later is as young as can be, never younger: it would count for more than itself. */
const ageOf = (event: WorldEvent, asOfMs: number): number => Math.max(0, asOfMs - event.eventTimeMs);

/** 1 − Π(1 − s) over the positive strengths. */
function noisyOr(strengths: readonly number[]): number {
  return 1 - strengths.filter((strength) => strength > 0).reduce((rest, strength) => rest * (1 - strength), 1);
}

function distinct(events: readonly WorldEvent[]): WorldEvent[] {
  const byStory = new Map<string, WorldEvent>();
  for (const event of events.toSorted((a, b) => b.severity - a.severity || (a.id < b.id ? -1 : 1))) {
    if (!byStory.has(event.dedupeKey)) byStory.set(event.dedupeKey, event);
  }
  return [...byStory.values()];
}
