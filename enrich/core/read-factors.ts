import { FactorName } from "../../contracts/event.ts";
import type { FactorReading } from "../../contracts/factor-reading.ts";
import type { Story } from "../../contracts/story.ts";

export type FactorRule = {
  /** After this long a story counts half. */
  readonly halfLifeMs: number;
  readonly evidenceMax: number;
};

/**
 * The five factors from the stories that stand. A story moves a factor by its signed strength times its confidence, halved
 * every `halfLifeMs` since it was first told: telling it again makes it no younger. Shares of one sign are joined by
 * noisy-or, so that many weak stories never exceed 1; the reading is the good side less the bad side, in [-1, 1]. A further
 * bad story never improves a reading. Stories that were merged, died, expired or are not yet known do not count.
 */
export function readFactors(stories: readonly Story[], asOfMs: number, rule: FactorRule): readonly FactorReading[] {
  const current = stories.filter(
    ({ state, firstPublishedMs, expiresAtMs }) =>
      state === "open" && firstPublishedMs <= asOfMs && expiresAtMs > asOfMs,
  );
  return FactorName.options.map((factor) => {
    const evidence = current
      .map((story) => ({
        eventId: story.id,
        title: story.title,
        eventTimeMs: story.firstPublishedMs,
        share: story.factors[factor] * story.confidence * 0.5 ** ((asOfMs - story.firstPublishedMs) / rule.halfLifeMs),
      }))
      .filter((item) => item.share !== 0)
      .toSorted((a, b) => Math.abs(b.share) - Math.abs(a.share) || (a.eventId < b.eventId ? -1 : 1));
    const value = noisyOr(evidence.map((item) => item.share)) - noisyOr(evidence.map((item) => -item.share));
    return { factor, value, evidence: evidence.slice(0, rule.evidenceMax) };
  });
}

/** 1 − Π(1 − s) over the positive shares. */
function noisyOr(shares: readonly number[]): number {
  return 1 - shares.filter((share) => share > 0).reduce((rest, share) => rest * (1 - share), 1);
}
