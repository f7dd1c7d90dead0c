import { err, ok } from "../../contracts/result.ts";
import type { QuoteResult, QuotesResult, SourceFailure } from "./price-source.ts";

/** `unknown-symbol`: the source turned all of them down, because it does not know one of them. */
export type ListAnswer = QuotesResult | { readonly ok: "unknown-symbol"; readonly error: SourceFailure };

/**
 * For sources where one unknown symbol voids the answer for all: asks for all, and where that is turned down for each half,
 * until the unknown ones stand alone. So `k` unknown of `n` symbols cost about `2·k·log2(n)` more calls. One call after the
 * other, and none after a failure of the source itself: what was not asked by then fails with the same reason.
 */
export async function splitUnknown(
  symbols: readonly string[],
  ask: (symbols: readonly string[]) => Promise<ListAnswer>,
): Promise<QuotesResult> {
  const quotes = new Map<string, QuoteResult>();
  const waiting: (readonly string[])[] = symbols.length === 0 ? [] : [symbols];
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const answer = await ask(part);
    if (answer.ok === true) {
      for (const [symbol, quote] of answer.value) quotes.set(symbol, quote);
    } else if (answer.ok === "unknown-symbol") {
      const { error } = answer;
      const half = Math.ceil(part.length / 2);
      if (part.length > 1) waiting.unshift(part.slice(0, half), part.slice(half));
      else for (const symbol of part) quotes.set(symbol, err(error));
    } else {
      if (quotes.size === 0) return answer;
      for (const symbol of [part, ...waiting].flat()) quotes.set(symbol, answer);
      break;
    }
  }
  return ok(quotes);
}
