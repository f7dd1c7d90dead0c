/**
 * Prices of a Uniswap v3 pool, exact in whole numbers. The pool keeps `sqrtPriceX96 = √(token1 / token0) · 2^96`
 * with both tokens in smallest units. "Price" here is what people mean: quote per base, in whole tokens.
 */

const Q96 = 2n ** 96n;
const Q192 = 2n ** 192n;

/** Which of the pool's two tokens is the base, and how many decimals each has. */
export type PairShape = {
  readonly baseIsToken0: boolean;
  readonly baseDecimals: number;
  readonly quoteDecimals: number;
};

/** An exact non-negative fraction; `denominator` is positive. */
export type Rational = { readonly numerator: bigint; readonly denominator: bigint };

/** Price of the pool as an exact fraction. */
export function priceFromSqrtX96(sqrtPriceX96: bigint, pair: PairShape): Rational {
  if (sqrtPriceX96 <= 0n) throw new RangeError("sqrtPriceX96 must be positive");
  const square = sqrtPriceX96 * sqrtPriceX96;
  const [up, down] = pair.baseIsToken0 ? [square, Q192] : [Q192, square];
  return { numerator: up * tenTo(pair.baseDecimals), denominator: down * tenTo(pair.quoteDecimals) };
}

/**
 * `√(token1 / token0) · 2^96`, rounded down: the integer square root of `token1 · 2^192 / token0`.
 * It is off by less than one, so the price by less than two parts in the result: 2^-75 for ether in dollars.
 */
export function sqrtX96FromPrice(price: Rational, pair: PairShape): bigint {
  if (price.numerator <= 0n) throw new RangeError("price must be positive");
  const quote = price.numerator * tenTo(pair.quoteDecimals);
  const base = price.denominator * tenTo(pair.baseDecimals);
  const [token1, token0] = pair.baseIsToken0 ? [quote, base] : [base, quote];
  return integerSqrt((token1 * Q192) / token0);
}

/** Reads a plain decimal such as `2980.55`. Throws on signs, exponents and anything else. */
export function parseDecimal(text: string): Rational {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new RangeError(`not a plain decimal: ${text.slice(0, 40)}`);
  const fraction = match[2] ?? "";
  return { numerator: BigInt(`${match[1]}${fraction}`), denominator: tenTo(fraction.length) };
}

/** The fraction as a decimal with `fractionDigits` digits after the point, rounded down. */
export function formatDecimal(value: Rational, fractionDigits: number): string {
  const scaled = (value.numerator * tenTo(fractionDigits)) / value.denominator;
  const digits = scaled.toString().padStart(fractionDigits + 1, "0");
  if (fractionDigits === 0) return digits;
  return `${digits.slice(0, -fractionDigits)}.${digits.slice(-fractionDigits)}`;
}

/** Largest whole number whose square is at most `value` (Newton's method). */
export function integerSqrt(value: bigint): bigint {
  if (value < 0n) throw new RangeError("square root of a negative number");
  if (value < 2n) return value;
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** Time-weighted mean tick between two readings of the pool's tick accumulator, rounded down as the pool's own library does. */
export function meanTick(olderCumulative: bigint, newerCumulative: bigint, seconds: number): number {
  if (!Number.isInteger(seconds) || seconds <= 0) throw new RangeError("seconds must be a positive whole number");
  const delta = newerCumulative - olderCumulative;
  const quotient = delta / BigInt(seconds);
  const isExact = delta % BigInt(seconds) === 0n;
  return Number(delta < 0n && !isExact ? quotient - 1n : quotient);
}

/**
 * Price at a tick: `1.0001^tick` adjusted for decimals and token order. A float, good to about 1e-9: for the
 * gate that compares spot with the time-weighted mean, never for an amount.
 */
export function priceFromTick(tick: number, pair: PairShape): number {
  const raw = 1.0001 ** (pair.baseIsToken0 ? tick : -tick);
  return raw * 10 ** (pair.baseDecimals - pair.quoteDecimals);
}

/** How far spot is from the mean, in basis points of the mean. A float: for the gate, never for an amount. */
export function deviationBps(spotPrice: number, meanPrice: number): number {
  return (Math.abs(spotPrice - meanPrice) / meanPrice) * 10_000;
}

/** Amount of the other token that `amountIn` is worth at the pool's price, before fees, rounded down. */
export function quoteAtSqrtX96(amountIn: bigint, sqrtPriceX96: bigint, tokenInIsToken0: boolean): bigint {
  const square = sqrtPriceX96 * sqrtPriceX96;
  return tokenInIsToken0 ? (amountIn * square) / Q192 : (amountIn * Q192) / square;
}

/** What the pool takes to move its price with liquidity that is constant in between, before its fee, rounded up. */
export function amountInToReach(move: {
  readonly liquidity: bigint;
  readonly fromSqrtX96: bigint;
  readonly toSqrtX96: bigint;
}): bigint {
  const { liquidity, fromSqrtX96: from, toSqrtX96: to } = move;
  if (to > from) return (liquidity * (to - from)) / Q96 + 1n;
  return (liquidity * Q96 * (from - to)) / (from * to) + 1n;
}

function tenTo(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}
