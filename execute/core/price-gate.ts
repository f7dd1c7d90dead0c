import { err, ok, type Result } from "../../contracts/result.ts";
import { deviationBps, type PairShape, priceFromSqrtX96, priceFromTick } from "./pool-price.ts";

export type GateFault = { readonly code: "price-deviates"; readonly message: string };

/**
 * Before value moves: the pool's price now must agree with its own mean of the window, so that nobody has just pushed
 * it, and with the price that fired, so that a false signal moves nothing. Prices in quote per base; floats, for the gate
 * alone: no amount is computed from them.
 */
export function checkPrice(input: {
  readonly sqrtPriceX96: bigint;
  readonly meanTick: number;
  readonly pair: PairShape;
  /** The signal's price, null where the condition names no price of this pair. */
  readonly signalPrice: number | null;
  readonly deviationBpsMax: number;
}): Result<true, GateFault> {
  const exact = priceFromSqrtX96(input.sqrtPriceX96, input.pair);
  const spot = Number((exact.numerator * 1_000_000_000n) / exact.denominator) / 1e9;
  const mean = priceFromTick(input.meanTick, input.pair);
  const readings: [string, number | null][] = [
    ["the pool's mean price", mean],
    ["the price that fired", input.signalPrice],
  ];
  for (const [name, price] of readings) {
    if (price === null) continue;
    const bps = deviationBps(spot, price);
    if (bps > input.deviationBpsMax) {
      const message = `the pool is at ${spot.toFixed(2)}, ${name} is ${price.toFixed(2)}: ${bps.toFixed(0)} bps apart, allowed are ${input.deviationBpsMax}`;
      return err({ code: "price-deviates", message });
    }
  }
  return ok(true);
}
