/**
 * Price of a Uniswap v3 pool from two readings of its tick accumulator, `seconds` apart: `1.0001^(Δ/seconds)` token1 per
 * token0 in smallest units, which is the geometric mean over that time (Uniswap v3 white paper, section 5.2). The mean tick
 * is not rounded. Good to about 1e-9.
 */
export function computeMeanPrice(
  reading: { readonly tickDelta: bigint; readonly seconds: number },
  pair: { readonly baseIsToken0: boolean; readonly baseDecimals: number; readonly quoteDecimals: number },
): number {
  const meanTick = Number(reading.tickDelta) / reading.seconds;
  return 1.0001 ** (pair.baseIsToken0 ? meanTick : -meanTick) * 10 ** (pair.baseDecimals - pair.quoteDecimals);
}
