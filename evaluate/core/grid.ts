/** Where an evaluation stands on the grid of whole multiples of the cadence. */
export type GridState = {
  readonly cadenceMs: number;
  /** The last evaluated point; null before the first. */
  readonly lastMs: number | null;
  /** Points whose sample set is complete and which are not evaluated yet, in order. */
  readonly readyMs: readonly number[];
};

/**
 * The points to evaluate now, in order. A ready point waits for those before it; once `nowMs` is past the grace of
 * one cadence, the missing ones are made up for without new samples.
 */
export function nextGridPoints(grid: GridState, nowMs: number): readonly number[] {
  const { cadenceMs, readyMs } = grid;
  const [firstReady] = readyMs;
  if (firstReady === undefined) return missing(grid.lastMs, floorToGrid(nowMs - 2 * cadenceMs, cadenceMs), cadenceMs);
  let last = grid.lastMs ?? firstReady - cadenceMs;
  const points: number[] = [];
  for (const ready of readyMs) {
    if (ready <= last) continue;
    const gap = missing(last, ready - cadenceMs, cadenceMs);
    if (gap.length > 0 && nowMs < ready + cadenceMs) break;
    points.push(...gap);
    if (gap.length === catchUpPointsMax) break;
    points.push(ready);
    last = ready;
  }
  return points;
}

function missing(lastMs: number | null, untilMs: number, cadenceMs: number): number[] {
  if (lastMs === null) return [];
  const points: number[] = [];
  for (let point = lastMs + cadenceMs; point <= untilMs && points.length < catchUpPointsMax; point += cadenceMs) {
    points.push(point);
  }
  return points;
}

/** One call makes up for at most this many points; the next call goes on. */
export const catchUpPointsMax = 720;

export const floorToGrid = (atMs: number, cadenceMs: number): number => Math.floor(atMs / cadenceMs) * cadenceMs;
