import type { FreshnessHistory } from "../../../../../contracts/freshness.ts";
import { formatAge } from "../../../format/format-time.ts";

type History = Pick<FreshnessHistory, "points" | "warnMs" | "errorMs">;

/** How many of the moments of a history were beyond which limit. */
export function countBeyond({ points, warnMs, errorMs }: History): { readonly late: number; readonly stale: number } {
  const beyond = (limitMs: number | null) =>
    limitMs === null ? 0 : points.filter(({ ageMs }) => ageMs !== null && ageMs > limitMs).length;
  const stale = beyond(errorMs);
  return { stale, late: beyond(warnMs) - (warnMs === null ? 0 : stale) };
}

/** A history in a sentence or two. `atWords` tells a moment. */
export function describeLag(history: History, atWords: (atMs: number) => string): string {
  const known = history.points.flatMap(({ atMs, ageMs }) => (ageMs === null ? [] : [{ atMs, ageMs }]));
  const [first] = known;
  if (first === undefined) return "Nothing of it is recorded in this range.";
  const oldest = known.reduce((most, point) => (point.ageMs > most.ageMs ? point : most), first);
  const { late, stale } = countBeyond(history);
  const times = (count: number): string => (count === 1 ? "once" : `${count} times`);
  const beyond = [...(stale > 0 ? [`stale ${times(stale)}`] : []), ...(late > 0 ? [`late ${times(late)}`] : [])];
  const limits =
    history.warnMs === null && history.errorMs === null
      ? "No limit is set."
      : beyond.length === 0
        ? "Never late."
        : `It was ${beyond.join(" and ")} at ${known.length} recorded moments.`;
  return `At most ${formatAge(oldest.ageMs)} old, on ${atWords(oldest.atMs)}. ${limits}`;
}
