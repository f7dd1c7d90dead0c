import { err, ok } from "../../contracts/result.ts";
import { isOfRequestAlone } from "./http-status.ts";
import { mapBounded } from "./map-bounded.ts";
import type { QuoteResult, QuotesResult, SourceFailure } from "./price-source.ts";

const inFlightMax = 6;
/** A source that failed so often is asked for nothing more in this run. */
const failuresMax = 3;

/**
 * For sources that take one symbol a call. What the source refuses of one symbol is that symbol's failure. Where it is the
 * source that fails, the symbols not asked yet get the same failure without a call, after the first one that says "no more"
 * and after several others; where nothing was answered, it is the failure of all.
 */
export async function askEach(
  symbols: readonly string[],
  ask: (symbol: string) => Promise<QuoteResult>,
): Promise<QuotesResult> {
  const failures: SourceFailure[] = [];
  let stop: SourceFailure | undefined;
  const quotes = await mapBounded(symbols, inFlightMax, async (symbol): Promise<QuoteResult> => {
    if (stop !== undefined) return err(stop);
    const quote = await ask(symbol);
    if (quote.ok || isOfRequestAlone(quote.error)) return quote;
    failures.push(quote.error);
    const saysNoMore = quote.error.code === "rate-limited" || quote.error.code === "over-budget";
    if (saysNoMore || failures.length >= failuresMax) stop ??= quote.error;
    return quote;
  });
  const [failure] = failures;
  if (failure !== undefined && quotes.every((quote) => !quote.ok && !isOfRequestAlone(quote.error)))
    return err(failure);
  return ok(new Map(symbols.map((symbol, index) => [symbol, quotes[index] ?? ok(null)])));
}
