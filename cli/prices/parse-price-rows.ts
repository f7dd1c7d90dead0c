import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault } from "../arguments.ts";

export type PriceShape = "bars" | "prices";

/** One symbol's rows of one file, as written, in the file's order. Of price rows, open, low and high are the price. */
export type SymbolRows = {
  readonly tsMs: number[];
  readonly open: number[];
  readonly low: number[];
  readonly high: number[];
  readonly close: number[];
};

/** A row that is left out. `line` counts from 1, the header being line 1. */
export type RefusedRow = { readonly file: string; readonly line: number; readonly reason: string };

export type PriceRows = {
  readonly file: string;
  readonly shape: PriceShape;
  readonly bySymbol: ReadonlyMap<string, SymbolRows>;
  readonly refused: readonly RefusedRow[];
};

const headers: Readonly<Record<string, PriceShape>> = {
  "ts_ms,symbol,open,high,low,close,volume": "bars",
  "ts_ms,symbol,price": "prices",
};

/** Reads the CSV text of a price file. A row that cannot be used is refused with its line and the reason. */
export function parsePriceRows(file: string, text: string): Result<PriceRows, Fault> {
  const headerEnd = text.indexOf("\n");
  const header = (headerEnd === -1 ? text : text.slice(0, headerEnd)).trim();
  const shape = headers[header];
  if (shape === undefined) {
    const expected = Object.keys(headers).join(" or ");
    return fault(`${file}:1: expected the header ${expected}, not ${JSON.stringify(header.slice(0, 80))}`);
  }
  const bySymbol = new Map<string, SymbolRows>();
  const refused: RefusedRow[] = [];
  let line = 1;
  for (let start = headerEnd + 1; headerEnd !== -1 && start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    const row = text.slice(start, text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end);
    line += 1;
    start = end + 1;
    if (row === "") continue;
    const reason = takeRow(row, shape, bySymbol);
    if (reason !== null) refused.push({ file, line, reason });
  }
  return ok({ file, shape, bySymbol, refused });
}

const carriageReturn = 13;
const fieldCounts = { bars: 7, prices: 3 } as const;
const names = {
  bars: ["ts_ms", "symbol", "open", "high", "low", "close", "volume"],
  prices: ["ts_ms", "symbol", "price"],
} as const;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Takes a row in, or says why not. */
function takeRow(row: string, shape: PriceShape, bySymbol: Map<string, SymbolRows>): string | null {
  const fields = row.split(",").map((field) => field.trim());
  if (fields.length > fieldCounts[shape]) return `${fields.length} fields, expected ${fieldCounts[shape]}`;
  for (const [place, name] of names[shape].entries()) if ((fields[place] ?? "") === "") return `${name} is missing`;
  const [ts = "", symbol = "", ...texts] = fields;
  const tsMs = readNumber(ts);
  if (!Number.isFinite(tsMs)) return `ts_ms is not a number: ${ts}`;
  if (!Number.isSafeInteger(tsMs)) return `ts_ms is not whole: ${ts}`;
  const numbers = texts.map(readNumber);
  for (const [place, value] of numbers.entries()) {
    const name = names[shape][place + 2] ?? "";
    if (!Number.isFinite(value)) return `${name} is not a finite number: ${texts[place]}`;
    if (value <= 0 && name !== "volume") return `${name} is not above 0: ${texts[place]}`;
  }
  const [open = 0, high = open, low = open, close = open] = numbers;
  if (high < low) return `high ${high} is below low ${low}`;
  const rows = bySymbol.get(symbol) ?? { tsMs: [], open: [], low: [], high: [], close: [] };
  bySymbol.set(symbol, rows);
  rows.tsMs.push(tsMs);
  rows.open.push(open);
  rows.low.push(low);
  rows.high.push(high);
  rows.close.push(close);
  return null;
}

const readNumber = (text: string): number => (decimal.test(text) ? Number(text) : Number.NaN);
