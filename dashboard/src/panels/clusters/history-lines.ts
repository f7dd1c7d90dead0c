import type { ClusterMoment } from "./cluster-history.ts";

export type HistoryLines = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly cohesion: string;
  readonly stress: string;
  /** The newest values, for the labels at the lines' ends. */
  readonly ends: { readonly x: number; readonly cohesion: number; readonly stress: number | null };
  readonly dots: readonly { readonly x: number; readonly cohesion: number; readonly stress: number | null }[];
};

/** Cohesion and stress over the runs as paths in a box, 0 at the bottom and 1 on top; null without a run. */
export function drawHistory(history: readonly ClusterMoment[], width: number, height: number): HistoryLines | null {
  const moments = history.toReversed();
  const [first, last] = [moments[0], moments.at(-1)];
  if (first === undefined || last === undefined) return null;
  const spanMs = Math.max(1, last.asOfMs - first.asOfMs);
  const yOf = (value: number): number => Math.round((1 - Math.max(0, value)) * height * 10) / 10;
  const dots = moments.map(({ asOfMs, cohesion, stress }) => ({
    x: Math.round(((first === last ? spanMs : asOfMs - first.asOfMs) / spanMs) * width * 10) / 10,
    cohesion: yOf(cohesion),
    stress: stress === null ? null : yOf(stress),
  }));
  const ends = dots.at(-1) as (typeof dots)[number];
  return {
    ...{ fromMs: first.asOfMs, toMs: last.asOfMs, dots, ends },
    cohesion: pathOf(dots.map(({ x, cohesion }) => [x, cohesion])),
    stress: pathOf(dots.map(({ x, stress }) => [x, stress])),
  };
}

/** Lines between neighbours; where a value is missing the line is broken. */
function pathOf(points: readonly (readonly [x: number, y: number | null])[]): string {
  return points
    .map(([x, y], index) => {
      if (y === null) return "";
      return `${(points[index - 1]?.[1] ?? null) === null ? "M" : "L"}${x} ${y}`;
    })
    .join("");
}
