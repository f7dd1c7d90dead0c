import type { Sql } from "postgres";
import { SignalKey } from "../contracts/ids.ts";
import { ok, type Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

/** One signal's recorded samples, in columns, in the order in which they became known. */
export type StoredSeries = {
  readonly key: SignalKey;
  /** A price becomes known at the end of its window, any other sample at its own time. */
  readonly knownAtMs: Float64Array;
  readonly sampleAtMs: Float64Array;
  readonly value: Float64Array;
  /** Of prices: the low and high of the window. */
  readonly range: { readonly low: Float64Array; readonly high: Float64Array } | null;
  /** Of all but prices: after this moment a sample is no data. */
  readonly validUntilMs: Float64Array | null;
};

const pricePrefix = "price.";

/**
 * Samples of the named signals that became known within [fromMs, toMs]: `price.…` from the prices, all others from the
 * signals, one query each. A signal without a sample is left out.
 */
export async function readSeries(
  reader: Reader,
  range: { readonly keys: readonly SignalKey[]; readonly fromMs: number; readonly toMs: number },
): Promise<Result<readonly StoredSeries[], StoreError>> {
  const { keys, fromMs, toMs } = range;
  if (toMs < fromMs) return ok([]);
  const span: Span = [new Date(Math.max(0, fromMs)), new Date(toMs)];
  const assets = keys.filter((key) => key.startsWith(pricePrefix)).map((key) => key.slice(pricePrefix.length));
  const others = keys.filter((key) => !key.startsWith(pricePrefix));
  return runRead(reader, async (sql) => {
    const [prices, signals] = await Promise.all([readPrices(sql, assets, span), readSignals(sql, others, span)]);
    return [...prices, ...signals];
  });
}

type Span = readonly [from: Date, to: Date];
type Row = readonly [name: string, ...numbers: number[]];

async function readPrices(sql: Sql, assets: readonly string[], [from, to]: Span): Promise<StoredSeries[]> {
  if (assets.length === 0) return [];
  // Rows as arrays: a week of one asset is five thousand of them.
  const rows = (await sql`
    select asset, extract(epoch from window_end_at)::float8 * 1000, extract(epoch from sample_at)::float8 * 1000,
      price_usd, low_usd, high_usd
    from prices
    where asset in ${sql([...assets])} and window_end_at between ${from} and ${to}
    order by asset, window_end_at`.values()) as unknown as readonly Row[];
  return [...Map.groupBy(rows, ([asset]) => asset)].map(([asset, own]) => ({
    key: SignalKey.parse(pricePrefix + asset),
    knownAtMs: timesOf(own, 1),
    sampleAtMs: timesOf(own, 2),
    value: columnOf(own, 3),
    range: { low: columnOf(own, 4), high: columnOf(own, 5) },
    validUntilMs: null,
  }));
}

async function readSignals(sql: Sql, keys: readonly string[], [from, to]: Span): Promise<StoredSeries[]> {
  if (keys.length === 0) return [];
  const rows = (await sql`
    select signal, extract(epoch from sample_at)::float8 * 1000, value, extract(epoch from valid_until_at)::float8 * 1000
    from signals
    where signal in ${sql([...keys])} and sample_at between ${from} and ${to}
    order by signal, sample_at`.values()) as unknown as readonly Row[];
  return [...Map.groupBy(rows, ([signal]) => signal)].map(([signal, own]) => ({
    key: SignalKey.parse(signal),
    knownAtMs: timesOf(own, 1),
    sampleAtMs: timesOf(own, 1),
    value: columnOf(own, 2),
    range: null,
    validUntilMs: timesOf(own, 3),
  }));
}

const columnOf = (rows: readonly Row[], place: number): Float64Array =>
  Float64Array.from(rows, (row) => row[place] as number);
/** Moments are whole milliseconds; seconds as doubles are not. */
const timesOf = (rows: readonly Row[], place: number): Float64Array =>
  Float64Array.from(rows, (row) => Math.round(row[place] as number));
