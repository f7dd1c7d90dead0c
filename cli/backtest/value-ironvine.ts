import { err, ok, type Result } from "../../contracts/result.ts";
import type { Series } from "../../evaluate/core/replay/series.ts";
import type { IronvineParams } from "../../execute/spells/ironvine/spell.ts";
import { formatFixed, multiplyDivide, one, toFixed } from "./fixed-point.ts";
import { priceKnownAt } from "./price-lookup.ts";

/** A spell's outcome against having held. Amounts are decimal texts; cash and values are in dollars. */
export type ProfitAndLoss = {
  readonly asset: string;
  readonly symbol: string;
  readonly unitsStart: string;
  readonly unitsEnd: string;
  readonly cashEnd: string;
  readonly valueEnd: string;
  readonly valueHeld: string;
  readonly difference: string;
};

export type SoldSeries = { readonly symbol: string; readonly series: Series; readonly stalenessMs: number };

const bpsInAll = 10_000n;

/**
 * What would have become of one unit of the sold asset: each fire sells the fraction of what is left at the price of that
 * evaluation, less the whole slippage bound; at the end the rest is valued at the last known price. Fees of the chain are
 * not in it. A fire at which the price is unknown or too old could not have been priced: then there is no outcome.
 */
export function valueIronvine(
  firesAtMs: readonly number[],
  { sell, fraction, slippageBps }: IronvineParams,
  { symbol, series, stalenessMs }: SoldSeries,
  endMs: number,
): Result<ProfitAndLoss, string> {
  const share = toFixed(fraction);
  const kept = bpsInAll - BigInt(slippageBps);
  let units = one;
  let cash = 0n;
  for (const atMs of firesAtMs) {
    const known = priceKnownAt(series, atMs);
    if (known === null || atMs - known.knownAtMs > stalenessMs) {
      return err(`${symbol} has no present price at the fire of ${new Date(atMs).toISOString()}`);
    }
    const sold = multiplyDivide(units, share, one);
    units -= sold;
    cash += multiplyDivide(sold, toFixed(known.price) * kept, one * bpsInAll);
  }
  const last = priceKnownAt(series, endMs);
  if (last === null) return err(`${symbol} has no price up to the last evaluation`);
  const price = toFixed(last.price);
  const valueEnd = multiplyDivide(units, price, one) + cash;
  return ok({
    asset: sell,
    symbol,
    unitsStart: formatFixed(one),
    unitsEnd: formatFixed(units),
    cashEnd: formatFixed(cash),
    valueEnd: formatFixed(valueEnd),
    valueHeld: formatFixed(price),
    difference: formatFixed(valueEnd - price),
  });
}
