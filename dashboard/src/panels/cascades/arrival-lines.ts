import type { Scenario } from "./answers.ts";

export type ArrivalLine = { readonly asset: string; readonly path: string; readonly endY: number };
export type ArrivalLines = {
  readonly lines: readonly ArrivalLine[];
  readonly ticksY: readonly { readonly y: number; readonly size: number }[];
  readonly zeroY: number;
};

/**
 * How much of each impact there is over time: a step where it arrives, then its decay. Straight lines between the moments of the
 * answer, but for the arrival, which is upright where it happens.
 */
export function drawArrivals(
  { asOfMs, impact, over }: Scenario,
  shown: readonly string[],
  width: number,
  height: number,
): ArrivalLines | null {
  const toMs = over.at(-1)?.atMs ?? asOfMs;
  const drawn = impact.filter(({ asset }) => shown.includes(asset));
  if (toMs <= asOfMs || drawn.length === 0) return null;
  const low = Math.min(0, ...drawn.map(({ size }) => size));
  const high = Math.max(0, ...drawn.map(({ size }) => size));
  const xOf = (atMs: number): number => tenth(((atMs - asOfMs) / (toMs - asOfMs)) * width);
  const yOf = (size: number): number => tenth(((high - size) / (high - low)) * height);
  const lines = drawn.map(({ asset, size, arrivesAtMs }): ArrivalLine => {
    const after = over.flatMap(({ atMs, sizes }) => {
      const own = sizes.find((each) => each.asset === asset);
      return own === undefined || atMs <= arrivesAtMs ? [] : [{ x: xOf(atMs), y: yOf(own.size) }];
    });
    const before = `M0 ${yOf(0)}H${xOf(Math.min(arrivesAtMs, toMs))}`;
    const arrival = arrivesAtMs <= toMs ? `V${yOf(size)}` : "";
    return {
      asset,
      path: before + arrival + after.map(({ x, y }) => `L${x} ${y}`).join(""),
      endY: after.at(-1)?.y ?? yOf(arrivesAtMs <= toMs ? size : 0),
    };
  });
  const sizes = [...new Set([low, 0, high])];
  return { lines, ticksY: sizes.map((size) => ({ y: yOf(size), size })), zeroY: yOf(0) };
}

/** Labels beside the ends of lines, none nearer than `gap` to the next, as little moved as that allows. */
export function spreadLabels(ys: readonly number[], gap: number, height: number): number[] {
  const sorted = ys.map((y, index) => ({ y, index })).toSorted((a, b) => a.y - b.y || a.index - b.index);
  const placed: number[] = [];
  for (const { y } of sorted) placed.push(Math.max(y, (placed.at(-1) ?? -gap) + gap));
  for (let at = placed.length - 1, floor = height; at >= 0; at -= 1) {
    const y = Math.min(placed[at] ?? 0, floor);
    placed[at] = y;
    floor = y - gap;
  }
  const spread = [...ys];
  for (const [at, { index }] of sorted.entries()) spread[index] = placed[at] ?? 0;
  return spread;
}

/** Rows of the chart's table: at most `most` moments, evenly chosen, the first and the last among them. */
export function chooseMoments(over: Scenario["over"], most: number): Scenario["over"] {
  if (over.length <= most) return over;
  const picked = Array.from({ length: most }, (_, at) => Math.round((at * (over.length - 1)) / (most - 1)));
  return picked.flatMap((at) => over[at] ?? []);
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
