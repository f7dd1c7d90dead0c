import type { FreshnessReport, FreshnessState } from "../../../../contracts/freshness.ts";

/** The worst of sources and stages, in a few words. What was never seen is no fault: some run once a day. */
export function freshnessWords(report: Pick<FreshnessReport, "readings"> | null): {
  readonly words: string;
  readonly tone: "muted" | "tone-warn" | "tone-down";
} {
  if (report === null) return { words: "freshness not known yet", tone: "muted" };
  const parts = report.readings.filter(({ kind }) => kind !== "signal");
  const count = (wanted: FreshnessState): number => parts.filter(({ state }) => state === wanted).length;
  const [stale, late, fresh] = [count("stale"), count("late"), count("fresh")];
  const bad = [...(stale === 0 ? [] : [`${stale} stale`]), ...(late === 0 ? [] : [`${late} late`])];
  if (bad.length > 0)
    return { words: `${bad.join(", ")}, ${fresh} fresh`, tone: stale > 0 ? "tone-down" : "tone-warn" };
  return { words: fresh === 0 ? "nothing was seen yet" : `all ${fresh} sources and stages fresh`, tone: "muted" };
}
