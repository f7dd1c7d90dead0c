import type { NaiveFile, NaiveInput } from "./test-naive-input.ts";

/** A close, price or signal value, and when it became known. */
export type NaiveQuote = {
  readonly knownMs: number;
  readonly price: number;
  readonly low: number;
  readonly high: number;
  readonly validUntilMs?: number;
};

/** One symbol or signal. */
export type NaiveSource = {
  /** A bar brings its own low and high; others have the range of their successive values. */
  readonly isBar: boolean;
  readonly stepMs: number;
  /** By evaluation `T`: what became known in `(T − cadence, T]`, earliest first. */
  readonly arrived: ReadonlyMap<number, readonly NaiveQuote[]>;
  /** What became known last before the first evaluation's interval. */
  readonly before: NaiveQuote | null;
};

export type NaiveMarket = {
  readonly cadenceMs: number;
  readonly maxStalenessMs: number | null;
  /** Every evaluation time, in order. */
  readonly times: readonly number[];
  readonly sources: ReadonlyMap<string, NaiveSource>;
  readonly events: readonly { readonly key: string; readonly tsMs: number }[];
};

export function buildNaiveMarket(input: NaiveInput): NaiveMarket {
  const { cadenceMs, maxStalenessMs = null, signals = [] } = input;
  const quotes = listPriceQuotes(input.files);
  const known = [...quotes.values()].flatMap((list) => list.map(({ knownMs }) => knownMs));
  const firstMs = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const lastMs = known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const times: number[] = [];
  for (let t = roundUp(firstMs, cadenceMs); t <= lastMs; t += cadenceMs) times.push(t);

  const build = (isBar: boolean, stepMs: number, list: readonly NaiveQuote[]): NaiveSource => {
    const ordered = list.toSorted((a, b) => a.knownMs - b.knownMs);
    const arrived = Map.groupBy(ordered, ({ knownMs }) => roundUp(knownMs, cadenceMs));
    const startMs = (times[0] ?? 0) - cadenceMs;
    return { isBar, stepMs, arrived, before: ordered.findLast(({ knownMs }) => knownMs <= startMs) ?? null };
  };

  const steps = measureSteps(input.files, cadenceMs);
  const sources = new Map<string, NaiveSource>();
  for (const [symbol, list] of quotes) {
    const isBar = list.some((quote) => quote.isBar);
    sources.set(`price.${symbol}`, build(isBar, steps.get(symbol) ?? cadenceMs, list));
  }
  for (const [key, samples] of Map.groupBy(signals, (signal) => signal.key)) {
    if (sources.has(key)) throw new Error(`${key} is a price and a signal`);
    const spacingMs = lowerMedianSpacing([samples.map(({ tsMs }) => tsMs)]);
    const latest = new Map(samples.map((sample) => [sample.tsMs, sample]));
    const list = [...latest.values()].map(({ tsMs, value, validUntilMs }) => {
      const quote = { knownMs: tsMs, price: value, low: value, high: value };
      return validUntilMs === undefined ? quote : { ...quote, validUntilMs };
    });
    sources.set(key, build(false, Math.max(cadenceMs, spacingMs), list));
  }
  // A sample that comes again with the same key and time is the same sample.
  const events = [...new Map(signals.map(({ key, tsMs }) => [`${tsMs} ${key}`, { key, tsMs }])).values()];
  return { cadenceMs, maxStalenessMs, times, sources, events };
}

/** The step of each symbol: the cadence or, where longer, its spacing; the least where it stands in several files. */
export function measureSteps(files: readonly NaiveFile[], cadenceMs: number): ReadonlyMap<string, number> {
  const steps = new Map<string, number>();
  for (const { barLengthMs, rows } of files) {
    const bySymbol = Map.groupBy(rows, ({ symbol }) => symbol);
    const spacingMs = barLengthMs ?? lowerMedianSpacing([...bySymbol.values()].map((list) => list.map((r) => r.tsMs)));
    const stepMs = Math.max(cadenceMs, spacingMs);
    for (const symbol of bySymbol.keys()) steps.set(symbol, Math.min(stepMs, steps.get(symbol) ?? stepMs));
  }
  return steps;
}

type PriceQuote = NaiveQuote & { readonly symbol: string; readonly isBar: boolean };

/** By symbol. The last of the rows with one symbol and time stands; a bar is known when it ends. */
function listPriceQuotes(files: readonly NaiveFile[]): ReadonlyMap<string, readonly PriceQuote[]> {
  const last = new Map<string, PriceQuote>();
  for (const { rows, barLengthMs } of files) {
    for (const { tsMs, symbol, close, low, high } of rows) {
      const knownMs = tsMs + (barLengthMs ?? 0);
      last.set(`${tsMs} ${symbol}`, { symbol, isBar: barLengthMs !== null, knownMs, price: close, low, high });
    }
  }
  return Map.groupBy(last.values(), ({ symbol }) => symbol);
}

/** Of the differences between successive distinct times, pooled: the lower median in whole minutes, halves up; 0: none. */
function lowerMedianSpacing(series: readonly (readonly number[])[]): number {
  const differences = series
    .flatMap((times) => {
      const distinct = [...new Set(times)].sort((a, b) => a - b);
      return distinct.slice(1).map((time, i) => time - (distinct[i] ?? time));
    })
    .sort((a, b) => a - b);
  const median = differences[Math.floor((differences.length - 1) / 2)] ?? 0;
  return Math.floor(median / 60_000 + 0.5) * 60_000;
}

const roundUp = (ms: number, gridMs: number): number => Math.ceil(ms / gridMs) * gridMs;
