import { EventCategory } from "../../contracts/event.ts";
import type { Story } from "../../contracts/story.ts";
import type { AnomalyReading } from "../../contracts/world.ts";

/** How many stories of each category were first told in one hour. An hour that stands here was observed: what it does not name was none. */
export type HourCount = {
  /** Start of the hour. */
  readonly hourMs: number;
  readonly counts: Readonly<Partial<Record<EventCategory, number>>>;
};

export type AnomalyRule = {
  /** How many weeks back the same hour is looked at. */
  readonly weeksMax: number;
  /** With fewer observed weeks it is learning, and says nothing. */
  readonly weeksMin: number;
};
export const anomalyRule: AnomalyRule = { weeksMax: 8, weeksMin: 3 };

const hourMs = 3_600_000;
const weekMs = 168 * hourMs;
/** The median absolute deviation times this is the standard deviation of a normal distribution (1 / Φ⁻¹(3/4)). */
const madScale = 1.482602218505602;

/**
 * How unusual the last full hour before `asOfMs` is, for each category: its count against the median of the same hour of the
 * weeks before, in units of their scaled median absolute deviation, which is held to at least the square root of the median
 * (counts scatter so even when nothing happens) and to 1. Hours that are absent were not observed: they are no zeros. Without
 * the hour itself there is no reading. Hours are UTC, so that no clock change moves them.
 */
export function readAnomalies(
  hourCounts: readonly HourCount[],
  asOfMs: number,
  rule: AnomalyRule,
): readonly AnomalyReading[] {
  const byHour = new Map(hourCounts.map((hour) => [hour.hourMs, hour.counts]));
  const hour = Math.floor(asOfMs / hourMs) * hourMs - hourMs;
  const present = byHour.get(hour);
  if (present === undefined) return [];
  const before = Array.from({ length: rule.weeksMax }, (_, week) => byHour.get(hour - (week + 1) * weekMs)).filter(
    (counts) => counts !== undefined,
  );
  const learning = before.length < rule.weeksMin;
  return EventCategory.options.map((category) => {
    const past = before.map((counts) => counts[category] ?? 0);
    const median = medianOf(past);
    const deviation = medianOf(past.map((count) => Math.abs(count - median)));
    const scale = Math.max(deviation * madScale, Math.sqrt(median), 1);
    const count = present[category] ?? 0;
    const distance = learning ? 0 : (count - median) / scale;
    return {
      category,
      hourMs: hour,
      count,
      median,
      scale,
      up: Math.max(0, distance),
      down: Math.max(0, -distance),
      weeks: before.length,
      learning,
    };
  });
}

/** The count of one hour, from stories: each once, in the hour of its first telling. A story that was merged is counted where it went. */
export function countHour(stories: readonly Story[], hour: number): HourCount {
  const counts: Partial<Record<EventCategory, number>> = {};
  for (const { state, category, firstPublishedMs } of stories) {
    if (state === "merged" || firstPublishedMs < hour || firstPublishedMs >= hour + hourMs) continue;
    counts[category] = (counts[category] ?? 0) + 1;
  }
  return { hourMs: hour, counts };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0];
  return (low + high) / 2;
}
