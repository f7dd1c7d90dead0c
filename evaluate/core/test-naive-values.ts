import type { NaiveNumber, Statistic } from "./test-naive-expression.ts";
import type { NaiveMarket, NaiveQuote, NaiveSource } from "./test-naive-sources.ts";

/** A number at one evaluation: null where it is unknown. */
export type NaiveRecord = { readonly value: number | null; readonly isNew: boolean };

/** A source at one evaluation: its latest quote whatever its age, and the same where it is data. */
export type NaiveSpot = {
  readonly latest: NaiveQuote | null;
  readonly data: NaiveQuote | null;
  readonly isNew: boolean;
};

/** All numbers as a trigger with `maxStalenessMs` sees them (null: each source's own), by evaluation. */
export type NaiveView = {
  readonly market: NaiveMarket;
  readonly maxStalenessMs: number | null;
  readonly spots: Map<string, NaiveSpot[]>;
  readonly numbers: Map<string, NaiveRecord[]>;
};

export function openNaiveView(market: NaiveMarket, maxStalenessMs: number | null): NaiveView {
  return { market, maxStalenessMs, spots: new Map(), numbers: new Map() };
}

/** The records of a number from the first evaluation to the `index`-th, both included. */
export function recordNumber(view: NaiveView, number: NaiveNumber, index: number): readonly NaiveRecord[] {
  const records = recall(view.numbers, number.key);
  while (records.length <= index) {
    const value = toFinite(computeNumber(view, number, records.length));
    records.push({ value, isNew: value !== null && hasArrived(view.market, number, records.length) });
  }
  return records;
}

export const valueAt = (view: NaiveView, number: NaiveNumber, index: number): number | null =>
  recordNumber(view, number, index)[index]?.value ?? null;

export function spotAt(view: NaiveView, key: string, index: number): NaiveSpot {
  const spots = recall(view.spots, key);
  const source = findSource(view.market, key);
  while (spots.length <= index) spots.push(computeSpot(view, source, spots.length, spots.at(-1)));
  const spot = spots[index];
  if (spot === undefined) throw new Error(`no evaluation ${index}`);
  return spot;
}

function computeSpot(view: NaiveView, source: NaiveSource, index: number, previous: NaiveSpot | undefined): NaiveSpot {
  const t = timeAt(view.market, index);
  const arrived = source.arrived.get(t) ?? [];
  const newest = arrived.at(-1);
  if (newest === undefined) {
    const latest = previous === undefined ? source.before : previous.latest;
    return { latest, data: isData(view, source, latest, t) ? latest : null, isNew: false };
  }
  // Between two prices the market passed from one to the other; a bar tells by itself where it has been.
  const reach = source.isBar || !previous?.data ? [] : [previous.data.price];
  const latest = {
    ...newest,
    low: Math.min(...arrived.map(({ low }) => low), ...reach),
    high: Math.max(...arrived.map(({ high }) => high), ...reach),
  };
  const data = isData(view, source, latest, t) ? latest : null;
  return { latest, data, isNew: data !== null };
}

function isData(view: NaiveView, source: NaiveSource, quote: NaiveQuote | null, t: number): boolean {
  if (quote === null) return false;
  const given = view.maxStalenessMs ?? view.market.maxStalenessMs;
  const own = quote.validUntilMs === undefined ? 3 * source.stepMs : Number.POSITIVE_INFINITY;
  return t - quote.knownMs <= (given ?? own) && t <= (quote.validUntilMs ?? Number.POSITIVE_INFINITY);
}

/** Null or not finite: unknown. */
function computeNumber(view: NaiveView, number: NaiveNumber, index: number): number | null {
  switch (number.kind) {
    case "literal":
      return number.value;
    case "spot":
      return spotAt(view, number.source, index).data?.[number.field] ?? null;
    case "events": {
      const t = timeAt(view.market, index);
      return listEvents(view.market, number.filter, t - number.windowMs, t).length;
    }
    case "negative": {
      const value = valueAt(view, number.of, index);
      return value === null ? null : -value;
    }
    case "arithmetic": {
      const left = valueAt(view, number.left, index);
      const right = valueAt(view, number.right, index);
      if (left === null || right === null) return null;
      if (number.op === "+") return left + right;
      if (number.op === "-") return left - right;
      return number.op === "*" ? left * right : left / right;
    }
    case "window":
      return computeWindow(view, number.statistic, number.of, number.windowMs, index);
  }
}

function computeWindow(
  view: NaiveView,
  statistic: Statistic,
  of: NaiveNumber,
  windowMs: number,
  index: number,
): number | null {
  const { cadenceMs } = view.market;
  if (windowMs <= 0 || windowMs % cadenceMs !== 0) throw new Error("a window is a whole multiple of the cadence");
  const records = recordNumber(view, of, index);
  const value = records[index]?.value ?? null;
  const length = windowMs / cadenceMs;
  const steps = windowMs / measureStep(view.market, of);
  if (statistic === "change") {
    const past = records[index - length]?.value ?? null;
    return value === null || past === null ? null : value / past - 1;
  }
  if (statistic === "ema") {
    if (steps < 1) throw new Error("the window of an ema is at least the step");
    return value === null ? null : smoothExponentially(records.slice(0, index + 1), 2 / (steps + 1));
  }
  const samples: number[] = [];
  for (let i = Math.max(0, index - length + 1); i <= index; i++) {
    const record = records[i];
    if (record?.isNew && record.value !== null) samples.push(record.value);
  }
  if (value === null || samples.length < steps / 2) return null;
  return summarize(statistic, samples, value);
}

function summarize(
  statistic: Exclude<Statistic, "change" | "ema">,
  samples: readonly number[],
  value: number,
): number | null {
  if (statistic === "min") return Math.min(...samples);
  if (statistic === "max") return Math.max(...samples);
  const mean = sum(samples) / samples.length;
  if (statistic === "sma") return mean;
  const stddev = Math.sqrt(sum(samples.map((x) => (x - mean) * (x - mean))) / samples.length);
  if (statistic === "stddev") return stddev;
  return stddev <= 1e-12 * Math.abs(mean) ? null : (value - mean) / stddev;
}

/** Null where there was no new sample yet to start from. */
function smoothExponentially(records: readonly NaiveRecord[], alpha: number): number | null {
  let smoothed: number | null = null;
  for (const { value, isNew } of records) {
    if (isNew && value !== null) smoothed = smoothed === null ? value : smoothed + alpha * (value - smoothed);
  }
  return smoothed;
}

/** The least step among the symbols of an expression; events come one by one and count at each evaluation. */
function measureStep(market: NaiveMarket, number: NaiveNumber): number {
  if (number.kind === "spot") return findSource(market, number.source).stepMs;
  if (number.kind === "events") return market.cadenceMs;
  return Math.min(...number.parts.map((part) => measureStep(market, part)));
}

/** Whether a sample of any symbol or event in the expression became known since the evaluation before. */
function hasArrived(market: NaiveMarket, number: NaiveNumber, index: number): boolean {
  const t = timeAt(market, index);
  if (number.kind === "spot") return findSource(market, number.source).arrived.has(t);
  if (number.kind === "events") return listEvents(market, number.filter, t - market.cadenceMs, t).length > 0;
  return number.parts.some((part) => hasArrived(market, part, index));
}

function listEvents(market: NaiveMarket, filter: string, afterMs: number, untilMs: number): readonly string[] {
  const name = `event.${filter}`;
  const isCounted = (key: string): boolean =>
    filter === "*" ? key.startsWith("event.") : key === name || key.startsWith(`${name}.`);
  return market.events
    .filter(({ key, tsMs }) => isCounted(key) && afterMs < tsMs && tsMs <= untilMs)
    .map(({ key }) => key);
}

function findSource(market: NaiveMarket, key: string): NaiveSource {
  const source = market.sources.get(key);
  if (source === undefined) throw new Error(`unknown symbol or signal: ${key}`);
  return source;
}

function recall<T>(records: Map<string, T[]>, key: string): T[] {
  const known = records.get(key) ?? [];
  records.set(key, known);
  return known;
}

const timeAt = (market: NaiveMarket, index: number): number => market.times[index] ?? Number.NaN;
const toFinite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
