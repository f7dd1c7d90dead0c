import { correlationAt, heightOf } from "./tree-correlation.ts";

const marked = [0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.25, 0, -0.5, -1];

/** Heights from the leaves at the right edge to the root at the left one. */
export type TreeScale = {
  readonly xOf: (height: number) => number;
  readonly ticks: readonly { readonly x: number; readonly correlation: number }[];
};

/** A linear scale up to `heightMax`, with round correlations marked where there is room between them. */
export function scaleTree(heightMax: number, width: number): TreeScale {
  const top = heightMax > 0 ? heightMax * 1.04 : 1;
  const xOf = (height: number): number => width * (1 - height / top);
  const ticks: { x: number; correlation: number }[] = [];
  for (const correlation of marked) {
    const x = xOf(heightOf(correlation));
    const lastX = ticks.at(-1)?.x ?? width;
    if (x >= 10 && lastX - x >= 30) ticks.push({ x, correlation });
  }
  return { xOf, ticks };
}

export type Shade = { readonly tone: "near" | "apart"; readonly opacity: number };

const faintest = 0.08;

/** The shade of a correlation: from the least to the greatest of the tree, so that differences show; what is below zero has its own tone. */
export function shadeOf(correlation: number, least: number, greatest: number): Shade {
  if (correlation < 0) return { tone: "apart", opacity: round(faintest + (1 - faintest) * Math.min(1, -correlation)) };
  const low = Math.max(0, least);
  const share = greatest > low ? (correlation - low) / (greatest - low) : 1;
  return { tone: "near", opacity: round(faintest + (1 - faintest) * Math.min(1, Math.max(0, share))) };
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;

/** The least and the greatest correlation of a tree: of its last and its first merge. */
export function rangeOf(merges: readonly { readonly height: number }[]): readonly [number, number] {
  const heights = merges.map(({ height }) => height);
  return [correlationAt(Math.max(0, ...heights)), correlationAt(Math.min(2, ...heights))];
}
