import type { CatalogueSignal } from "../../conditions/signal-catalogue.ts";
import type { SignalKey } from "../../contracts/ids.ts";
import { ok, type Result } from "../../contracts/result.ts";
import type { Series } from "../../evaluate/core/replay/series.ts";
import { type Fault, fault } from "../arguments.ts";
import type { TextFile } from "../read-text-file.ts";
import { type PriceRows, type PriceShape, parsePriceRows, type RefusedRow } from "./parse-price-rows.ts";
import { differencesMs, medianMinutesMs, mostFrequentMs } from "./spacing.ts";

export type LoadedPrices = {
  readonly series: readonly Series[];
  readonly signals: ReadonlyMap<string, CatalogueSignal>;
  readonly refused: readonly RefusedRow[];
  readonly duplicates: number;
  readonly samples: number;
  /** When the first and the last sample became known. */
  readonly firstKnownMs: number;
  readonly lastKnownMs: number;
};

type Placed = { readonly rows: PriceRows; readonly barLengthMs: number | null; readonly spacingMs: number };

/** Reads price files, in the order given, as one history. */
export function loadPrices(
  files: readonly TextFile[],
  options: { readonly cadenceMs: number; readonly barLengthMs: number | undefined },
): Result<LoadedPrices, Fault> {
  if (files.length === 0) return fault("--prices: name at least one file");
  const placed: Placed[] = [];
  for (const { path, text } of files) {
    const rows = parsePriceRows(path, text);
    if (!rows.ok) return rows;
    const file = placeFile(rows.value, options.barLengthMs);
    if (!file.ok) return file;
    placed.push(file.value);
  }
  return joinFiles(placed, options.cadenceMs);
}

function placeFile(rows: PriceRows, barLengthMs: number | undefined): Result<Placed, Fault> {
  const differences = differencesMs(rows.bySymbol.values());
  if (rows.shape === "prices") return ok({ rows, barLengthMs: null, spacingMs: medianMinutesMs(differences) ?? 0 });
  const lengthMs = barLengthMs ?? mostFrequentMs(differences);
  return lengthMs === undefined
    ? fault(`${rows.file}: no symbol has two rows, so the length of a bar is unknown; give it with --bar-length`)
    : ok({ rows, barLengthMs: lengthMs, spacingMs: lengthMs });
}

type Column = {
  readonly shape: PriceShape;
  readonly barLengthMs: number | null;
  spacingMs: number;
  readonly rows: Row[];
};
type Row = { readonly tsMs: number; readonly low: number; readonly high: number; readonly close: number };

function joinFiles(placed: readonly Placed[], cadenceMs: number): Result<LoadedPrices, Fault> {
  const columns = new Map<string, Column>();
  for (const { rows, barLengthMs, spacingMs } of placed) {
    for (const [symbol, { tsMs, low, high, close }] of rows.bySymbol) {
      const column = columns.get(symbol) ?? { shape: rows.shape, barLengthMs, spacingMs, rows: [] };
      columns.set(symbol, column);
      if (column.shape !== rows.shape || column.barLengthMs !== barLengthMs) {
        return fault(`${rows.file}: ${symbol} is in another file with another shape or length of bars`);
      }
      column.spacingMs = Math.min(column.spacingMs, spacingMs);
      for (const [at, ts] of tsMs.entries()) {
        column.rows.push({ tsMs: ts, low: low[at] ?? 0, high: high[at] ?? 0, close: close[at] ?? 0 });
      }
    }
  }
  if (columns.size === 0) return fault("--prices: the files hold no usable row");
  const series = [...columns].map(([symbol, column]) => toSeries(symbol, column));
  const written = [...columns.values()].reduce((sum, { rows }) => sum + rows.length, 0);
  const samples = series.reduce((sum, { knownAtMs }) => sum + knownAtMs.length, 0);
  return ok({
    series,
    signals: new Map([...columns].map(([symbol, column]) => [keyOf(symbol), describe(symbol, column, cadenceMs)])),
    refused: placed.flatMap(({ rows }) => rows.refused),
    duplicates: written - samples,
    samples,
    firstKnownMs: Math.min(...series.map(({ knownAtMs }) => knownAtMs[0] ?? Number.POSITIVE_INFINITY)),
    lastKnownMs: Math.max(...series.map(({ knownAtMs }) => knownAtMs.at(-1) ?? Number.NEGATIVE_INFINITY)),
  });
}

/** In time order; of several rows with one time the last one written. */
function toSeries(symbol: string, { rows, barLengthMs }: Column): Series {
  const byTime = new Map(rows.map((row) => [row.tsMs, row]));
  const kept = [...byTime.values()].sort((a, b) => a.tsMs - b.tsMs);
  return {
    key: keyOf(symbol),
    knownAtMs: Float64Array.from(kept, (row) => row.tsMs + (barLengthMs ?? 0)),
    value: Float64Array.from(kept, (row) => row.close),
    range:
      barLengthMs === null
        ? null
        : { low: Float64Array.from(kept, (row) => row.low), high: Float64Array.from(kept, (row) => row.high) },
    validUntilMs: null,
  };
}

function describe(symbol: string, { spacingMs }: Column, cadenceMs: number): CatalogueSignal {
  const stepMs = Math.max(cadenceMs, spacingMs);
  const quote = /[/-]([A-Za-z0-9]+)$/.exec(symbol)?.[1];
  return {
    unit: quote,
    min: 0,
    max: undefined,
    stepMs,
    stalenessMs: 3 * stepMs,
    description: `price of ${symbol}`,
  };
}

const keyOf = (symbol: string): SignalKey => `price.${symbol}` as SignalKey;
