import { ok, type Result } from "../../contracts/result.ts";
import type { PricedAsset, SourceQuotes } from "../../ingest/core/price-assets.ts";
import type { PriceWindow } from "../../ingest/sources/price-source.ts";
import { type Fault, fault } from "../arguments.ts";
import { parsePriceRows, type RefusedRow } from "../prices/parse-price-rows.ts";
import { differencesMs, mostFrequentMs } from "../prices/spacing.ts";
import type { TextFile } from "../read-text-file.ts";
import { type PriceHistory, quoteAt, readHistories } from "./price-history.ts";

/** How the pipeline treats a source: the same for its recordings. */
export type SourceRule = { readonly weight: number; readonly maxAgeMs: number };

export type FileQuotes = {
  readonly quotesOf: (window: PriceWindow) => readonly SourceQuotes[];
  readonly refused: readonly RefusedRow[];
  /** Symbols of the files that no asset of the pipeline has at that source. */
  readonly unknownSymbols: readonly string[];
};

/** A file and the source whose recording it is. */
export type SourceFile = TextFile & { readonly source: string };

/** Ways to write one pair: `BTC/USDT`, `BTC-USDT` and `BTCUSDT` are one. */
const plainSymbol = (symbol: string): string => symbol.replace(/[/_-]/g, "").toUpperCase();

/** Recorded files as the sources that they were recorded from would answer, window by window. */
export function loadFileQuotes(
  files: readonly SourceFile[],
  assets: readonly PricedAsset[],
  rules: Readonly<Record<string, SourceRule | undefined>>,
): Result<FileQuotes, Fault> {
  const histories = new Map<string, Map<string, PriceHistory>>();
  const refused: RefusedRow[] = [];
  const unknown = new Set<string>();
  for (const { path, text, source } of files) {
    if (rules[source] === undefined) return fault(`${path}: ${source} is no price source of pipelines.toml`);
    const rows = parsePriceRows(path, text);
    if (!rows.ok) return rows;
    const lengthMs = rows.value.shape === "prices" ? 0 : mostFrequentMs(differencesMs(rows.value.bySymbol.values()));
    if (lengthMs === undefined) return fault(`${path}: no symbol has two rows, so the length of a bar is unknown`);
    const symbols = new Map(
      assets.flatMap(({ symbols: { [source]: named } }) =>
        named === undefined ? [] : [[plainSymbol(named.symbol), named.symbol] as const],
      ),
    );
    const own = histories.get(source) ?? new Map<string, PriceHistory>();
    histories.set(source, own);
    for (const [written, history] of readHistories(rows.value, lengthMs)) {
      const symbol = symbols.get(plainSymbol(written));
      if (symbol === undefined) unknown.add(written);
      else own.set(symbol, joinHistories(own.get(symbol), history));
    }
    refused.push(...rows.value.refused);
  }
  const sources = [...histories].sort(([a], [b]) => (a < b ? -1 : 1));
  const quotesOf = (window: PriceWindow): readonly SourceQuotes[] =>
    sources.map(([source, own]) => ({
      source,
      weight: rules[source]?.weight ?? 1,
      maxAgeMs: rules[source]?.maxAgeMs ?? 0,
      quotes: new Map([...own].map(([symbol, history]) => [symbol, quoteAt(history, window)])),
    }));
  return ok({ quotesOf, refused, unknownSymbols: [...unknown].sort((a, b) => (a < b ? -1 : 1)) });
}

/** Two files of one symbol as one history; of one moment the later file's bar stands. */
function joinHistories(before: PriceHistory | undefined, next: PriceHistory): PriceHistory {
  if (before === undefined) return next;
  const bars = new Map([...before.bars, ...next.bars].map((bar) => [bar.openAtMs, bar]));
  return {
    bars: [...bars.values()].sort((a, b) => a.openAtMs - b.openAtMs),
    hasRange: before.hasRange && next.hasRange,
  };
}
