import { err, ok, type Result } from "../../contracts/result.ts";
import type { MinuteBar } from "./feed.ts";

export type RefusedRow = { readonly line: number; readonly reason: string };
export type PriceRows = {
  readonly bars: ReadonlyMap<string, readonly MinuteBar[]>;
  readonly refused: readonly RefusedRow[];
  readonly duplicates: number;
};

const header = "ts_ms,symbol,open,high,low,close,volume";

/**
 * Reads one-minute bars from CSV text. A broken row is refused with its line number and the reason, and the others
 * stand; of two rows for one symbol and time the last counts. Only a wrong header refuses the whole file.
 */
export function readPriceRows(text: string): Result<PriceRows, string> {
  const lines = text.split("\n");
  if (lines[0]?.trim() !== header) return err(`line 1: expected the header ${header}`);
  const bySymbol = new Map<string, Map<number, MinuteBar>>();
  const refused: RefusedRow[] = [];
  let duplicates = 0;
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index]?.trim() ?? "";
    if (line === "") continue;
    const row = parseRow(line);
    if (typeof row === "string") {
      refused.push({ line: index + 1, reason: row });
      continue;
    }
    const bars = bySymbol.get(row.symbol) ?? new Map<number, MinuteBar>();
    bySymbol.set(row.symbol, bars);
    if (bars.has(row.bar.openAtMs)) duplicates += 1;
    bars.set(row.bar.openAtMs, row.bar);
  }
  const bars = new Map<string, readonly MinuteBar[]>();
  for (const [symbol, minutes] of bySymbol)
    bars.set(
      symbol,
      [...minutes.values()].sort((a, b) => a.openAtMs - b.openAtMs),
    );
  return ok({ bars, refused, duplicates });
}

function parseRow(line: string): { symbol: string; bar: MinuteBar } | string {
  const fields = line.split(",");
  if (fields.length !== 7) return `expected 7 fields, found ${fields.length}`;
  const [time = "", symbol = "", ...rest] = fields;
  const openAtMs = Number(time);
  if (!/^\d+$/.test(time) || !Number.isSafeInteger(openAtMs)) return `ts_ms is not whole milliseconds: ${time}`;
  if (symbol === "") return "symbol is missing";
  const numbers = rest.map((field) => (field.trim() === "" ? Number.NaN : Number(field)));
  if (!numbers.every(Number.isFinite)) return "a price or the volume is not a finite number";
  const [open = 0, high = 0, low = 0, close = 0, volume = 0] = numbers;
  if (Math.min(open, high, low, close) <= 0) return "a price is not positive";
  if (high < low) return "high is below low";
  return { symbol, bar: { openAtMs, open, high, low, close, volume } };
}
