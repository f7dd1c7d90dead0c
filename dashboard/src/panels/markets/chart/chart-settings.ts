import type { Params } from "../../../host/panel.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What a page shows without a word in its address. */
export const defaultRange = "6h";

export const ranges = {
  "1h": { label: "1 h", ms: hourMs, bar: "2m" },
  "6h": { label: "6 h", ms: 6 * hourMs, bar: "4m" },
  "1d": { label: "1 d", ms: dayMs, bar: "15m" },
  "7d": { label: "7 d", ms: 7 * dayMs, bar: "1h" },
  "30d": { label: "30 d", ms: 30 * dayMs, bar: "4h" },
} as const;
export type RangeName = keyof typeof ranges;

export const barSizes = {
  "2m": { label: "2 min", ms: 2 * minuteMs },
  "4m": { label: "4 min", ms: 4 * minuteMs },
  "10m": { label: "10 min", ms: 10 * minuteMs },
  "15m": { label: "15 min", ms: 15 * minuteMs },
  "1h": { label: "1 h", ms: hourMs },
  "4h": { label: "4 h", ms: 4 * hourMs },
  "1d": { label: "1 d", ms: dayMs },
} as const;
export type BarName = keyof typeof barSizes;

/** Fewer say nothing, more cannot be told apart. */
const barsMin = 4;
const barsMax = 800;

/** Which bars a range may be drawn in. */
export const barsOf = (range: RangeName): readonly BarName[] =>
  (Object.keys(barSizes) as BarName[]).filter((bar) => {
    const count = ranges[range].ms / barSizes[bar].ms;
    return count >= barsMin && count <= barsMax;
  });

/** The indicators, each by its name in the address. `count`: over how many bars. */
export const indicators = {
  sma: { label: "SMA", title: "Simple moving average", count: 20 },
  ema: { label: "EMA", title: "Exponential moving average", count: 20 },
  bands: { label: "Bands", title: "Bollinger bands, two standard deviations wide", count: 20 },
  rsi: { label: "RSI", title: "Relative strength index after Wilder", count: 14 },
  vol: { label: "Volatility", title: "Realised volatility, a year", count: 20 },
} as const;
export type IndicatorName = keyof typeof indicators;
export const indicatorNames = Object.keys(indicators) as IndicatorName[];
export const countMin = 2;
export const countMax = 200;
/** Of the bands: standard deviations to either side. */
export const bandWidths = { min: 0.5, max: 5, usual: 2 } as const;

export type ChartSettings = {
  readonly range: RangeName;
  readonly bar: BarName;
  /** Those that are drawn, each with its number of bars. */
  readonly counts: Readonly<Partial<Record<IndicatorName, number>>>;
  readonly bandWidth: number;
};

/** What the address says. What it does not say, or says wrongly, is as usual. */
export function parseSettings(params: Params): ChartSettings {
  const range = isOneOf(ranges, params.range) ? params.range : defaultRange;
  const bar = isOneOf(barSizes, params.bar) && barsOf(range).includes(params.bar) ? params.bar : ranges[range].bar;
  const counts = indicatorNames.flatMap((name) => {
    const count = parseCount(params[name]);
    return count === null ? [] : [[name, count] as const];
  });
  const width = Number(params.width ?? Number.NaN);
  const isWidth = width >= bandWidths.min && width <= bandWidths.max;
  return { range, bar, counts: Object.fromEntries(counts), bandWidth: isWidth ? width : bandWidths.usual };
}

/** A number of bars; null where it is none. */
export function parseCount(text: string | undefined): number | null {
  if (!/^\d{1,3}$/.test(text ?? "")) return null;
  const count = Number(text);
  return count >= countMin && count <= countMax ? count : null;
}

/** Bars before the range that the indicators need, so that they are known from its first bar on. */
export function warmUpBars({ counts }: Pick<ChartSettings, "counts">): number {
  const longest = Math.max(0, ...Object.values(counts));
  // Of an exponential mean's beginning less than a fiftieth is left after twice its count: (1 − 2 / (n + 1))²ⁿ < e⁻⁴.
  return counts.ema === undefined && counts.rsi === undefined ? longest + 1 : 2 * longest + 1;
}

const isOneOf = <Names extends object>(names: Names, name: string | undefined): name is keyof Names & string =>
  name !== undefined && Object.hasOwn(names, name);
