import { z } from "zod";
import { err } from "../../contracts/result.ts";
import type { QuoteResult, QuotesResult, SourceFailure } from "./price-source.ts";

const issuesMax = 2;

/** What is wrong with an answer, in a short sentence. It names places and expectations, never the content. */
export function describeIssues(error: z.ZodError): string {
  const shown = error.issues.slice(0, issuesMax).map(({ path, message }) => `${path.join(".") || "all"}: ${message}`);
  return shown.join("; ").slice(0, 200);
}

type Failed = { readonly ok: false; readonly error: SourceFailure };

export const badPayload = (what: string, error?: z.ZodError): Failed =>
  err({ code: "bad-payload", message: error === undefined ? what : `${what}: ${describeIssues(error)}` });

export const refused = (message: string): Failed => err({ code: "refused", message: message.slice(0, 200) });

/** Reads one symbol's part of an answer: an unknown shape is that symbol's failure and no other's. */
export function readRow<Row>(
  symbol: string,
  schema: z.ZodType<Row>,
  part: unknown,
  toQuote: (row: Row) => QuoteResult,
): QuoteResult {
  const row = schema.safeParse(part);
  return row.success ? toQuote(row.data) : badPayload(`the row of ${symbol}`, row.error);
}

/** One entry for each symbol, whatever the answer held beside them. */
export function answerEach(
  symbols: readonly string[],
  answer: (symbol: string) => QuoteResult,
): ReadonlyMap<string, QuoteResult> {
  return new Map(symbols.map((symbol) => [symbol, answer(symbol)]));
}

/**
 * The rows of a list by the symbol that each names. One that names none is left out; two of one symbol are both kept, as it
 * cannot be known which is meant.
 */
export function indexRows(rows: readonly unknown[], nameOf: (row: object) => unknown): ReadonlyMap<string, unknown[]> {
  const index = new Map<string, unknown[]>();
  for (const row of rows) {
    if (typeof row !== "object" || row === null) continue;
    const name = nameOf(row);
    if (typeof name === "string") index.set(name, [...(index.get(name) ?? []), row]);
  }
  return index;
}

/** Reads the one row of a symbol out of such an index; null where there is none. */
export function readIndexed<Row>(
  symbol: string,
  index: ReadonlyMap<string, readonly unknown[]>,
  schema: z.ZodType<Row>,
  toQuote: (row: Row) => QuoteResult,
): QuoteResult {
  const [row, ...others] = index.get(symbol) ?? [];
  if (row === undefined) return { ok: true, value: null };
  if (others.length > 0) return badPayload(`${others.length + 1} rows of ${symbol}`);
  return readRow(symbol, schema, row, toQuote);
}

/** Answers of several calls as one: a call that failed fails its own symbols, and all together only where every call did. */
export function joinQuotes(parts: readonly (readonly [readonly string[], QuotesResult])[]): QuotesResult {
  const [first] = parts;
  if (first !== undefined && !first[1].ok && parts.every(([, quotes]) => !quotes.ok)) return first[1];
  return {
    ok: true,
    value: new Map(
      parts.flatMap(([symbols, quotes]) => (quotes.ok ? [...quotes.value] : symbols.map((symbol) => [symbol, quotes]))),
    ),
  };
}

export const Unknowns = z.array(z.unknown());
