export type SparkPoint = { readonly atMs: number; readonly priceUsd: number };

/** The last point of each of `count` equal spans of time: enough for a line of that many pixels. */
export function thinPoints(points: readonly SparkPoint[], count: number): readonly SparkPoint[] {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length <= count) return points;
  const spanMs = (last.atMs - first.atMs) / count;
  const bySpan = new Map<number, SparkPoint>();
  for (const point of points) bySpan.set(Math.min(count - 1, Math.floor((point.atMs - first.atMs) / spanMs)), point);
  return [...bySpan.values()];
}

/** An SVG path through the points in a box of `width` × `height`, `inset` from its edges. Empty below two points. */
export function sparklinePath(points: readonly SparkPoint[], width: number, height: number, inset = 1): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) return "";
  const prices = points.map(({ priceUsd }) => priceUsd);
  const low = Math.min(...prices);
  const high = Math.max(...prices);
  const x = (atMs: number): number => inset + ((atMs - first.atMs) / (last.atMs - first.atMs)) * (width - 2 * inset);
  // A flat line runs through the middle.
  const y = (price: number): number =>
    high === low ? height / 2 : inset + (1 - (price - low) / (high - low)) * (height - 2 * inset);
  return points
    .map(({ atMs, priceUsd }, index) => `${index === 0 ? "M" : "L"}${short(x(atMs))} ${short(y(priceUsd))}`)
    .join("");
}

const short = (value: number): string => String(Math.round(value * 10) / 10);
