import type { FreshnessHistory } from "../../../../contracts/freshness.ts";

type Points = FreshnessHistory["points"];

export type LagShape = {
  /** An SVG path; it is broken where nothing came before. */
  readonly path: string;
  /** Heights of the limits; null where one is not set or far above everything that was. */
  readonly warnY: number | null;
  readonly errorY: number | null;
  /** The age at the upper edge. */
  readonly topMs: number;
};

export type OldestLag = { readonly atMs: number; readonly ageMs: number };

/** The greatest age of all, the first one of equals; null without any. */
export function oldestLag(points: Points): OldestLag | null {
  let oldest: OldestLag | null = null;
  for (const { atMs, ageMs } of points)
    if (ageMs !== null && (oldest === null || ageMs > oldest.ageMs)) oldest = { atMs, ageMs };
  return oldest;
}

/**
 * The ages as a line over time from zero up, in a box of `width` × `height`. The first limit is always within the box, so
 * that a line of small ages does not look like one of great ones; the second where the first was passed.
 */
export function lagShape(
  { points, warnMs, errorMs }: Pick<FreshnessHistory, "points" | "warnMs" | "errorMs">,
  width: number,
  height: number,
): LagShape {
  const kept = keepOldest(points, Math.floor(width / 2));
  const first = kept[0]?.atMs ?? 0;
  const spanMs = Math.max(1, (kept.at(-1)?.atMs ?? 0) - first);
  const oldestMs = oldestLag(kept)?.ageMs ?? 0;
  const nearMs = Math.max(oldestMs, warnMs ?? errorMs ?? 1, 1);
  const isPassed = warnMs !== null && oldestMs > warnMs;
  const topMs = 1.1 * (isPassed ? Math.max(nearMs, errorMs ?? 0) : nearMs);
  const y = (ageMs: number): number => short(height - (ageMs / topMs) * height);
  const yWithin = (limitMs: number | null): number | null => (limitMs === null || limitMs > topMs ? null : y(limitMs));
  let isDown = false;
  let path = "";
  for (const { atMs, ageMs } of kept) {
    if (ageMs === null) {
      isDown = false;
      continue;
    }
    const x = short(((atMs - first) / spanMs) * width);
    // A point alone is a dot: a line of no length with round ends.
    path += isDown ? `L${x} ${y(ageMs)}` : `M${x} ${y(ageMs)}h0`;
    isDown = true;
  }
  return { path, warnY: yWithin(warnMs), errorY: yWithin(errorMs), topMs };
}

/** The oldest point of each of `count` equal spans of time: what was late for a moment stays seen. */
function keepOldest(points: Points, count: number): Points {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length <= count) return points;
  const spanMs = (last.atMs - first.atMs) / count;
  const bySpan = new Map<number, Points[number]>();
  for (const point of points) {
    const span = Math.min(count - 1, Math.floor((point.atMs - first.atMs) / spanMs));
    const kept = bySpan.get(span);
    if (kept === undefined || (point.ageMs ?? -1) > (kept.ageMs ?? -1)) bySpan.set(span, point);
  }
  return [...bySpan.values()];
}

const short = (value: number): number => Math.round(value * 10) / 10;
