import { type History, returnBetween } from "./history.ts";

/** `medianReturn`: of the assets, over the horizon after the onset, as a share: −0.1 is a fall of 10 %. */
export type Crash = { readonly onsetMs: number; readonly medianReturn: number };

export type CrashSettings = {
  readonly gridMs: number;
  readonly horizonMs: number;
  /** Least median fall, as a share above 0. */
  readonly fall: number;
  readonly crashesMax: number;
};

/** A fall this little beyond is none: the logarithms round. */
const rounding = 1e-12;

/**
 * The moments of the grid after which the median asset fell most, none nearer to another than the horizon, of equal ones the
 * earliest; in order of time. It looks ahead on purpose: what is scored is what was said before. At least half of the
 * assets must have a price at both ends.
 */
export function findCrashes(histories: readonly History[], settings: CrashSettings): Crash[] {
  const { horizonMs, fall, crashesMax } = settings;
  const falls = listMoves(histories, settings)
    .filter(({ medianReturn }) => medianReturn < -fall - rounding)
    .toSorted((a, b) => a.medianReturn - b.medianReturn || a.onsetMs - b.onsetMs);
  const crashes: Crash[] = [];
  for (const move of falls) {
    if (crashes.length === crashesMax) break;
    if (crashes.every(({ onsetMs }) => Math.abs(onsetMs - move.onsetMs) >= horizonMs)) crashes.push(move);
  }
  return crashes.toSorted((a, b) => a.onsetMs - b.onsetMs);
}

function listMoves(histories: readonly History[], { gridMs, horizonMs }: CrashSettings): Crash[] {
  // A point of the grid has a price only where one became known since the point before.
  const onsets = new Set<number>();
  for (const { series } of histories)
    for (const atMs of series.knownAtMs) onsets.add(Math.ceil(atMs / gridMs) * gridMs);
  const moves: Crash[] = [];
  for (const onsetMs of onsets) {
    const returns = histories
      .map((history) => returnBetween(history, onsetMs, onsetMs + horizonMs, gridMs))
      .filter((value) => value !== null);
    if (returns.length === 0 || returns.length < histories.length / 2) continue;
    moves.push({ onsetMs, medianReturn: Math.expm1(medianOf(returns)) });
  }
  return moves;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? upper - 1 : upper], sorted[upper]];
  if (low === undefined || high === undefined) throw new RangeError("no values");
  return (low + high) / 2;
}
