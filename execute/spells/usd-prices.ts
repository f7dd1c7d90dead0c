import type { Token } from "../core/chain-settings.ts";
import { quoteAtSqrtX96 } from "../core/pool-price.ts";
import type { Prices } from "../core/positions/position-effect.ts";
import type { SpellContext } from "./spell.ts";

/** Digits of a price in US dollars, as the lending market has them. */
const priceDigits = 8n;

/**
 * US dollars of whole tokens, by the chain alone: a dollar token is one dollar, any other is worth what the pool pays for it
 * in the dollar token at its present price. Tokens that the chain does not price in dollars are left out.
 */
export function readUsdPrices({ settings, pool }: Pick<SpellContext, "settings" | "pool">): Prices {
  const [first, second] = settings.tokens;
  if (first === undefined || second === undefined) return {};
  const dollars = settings.tokens
    .filter(({ asset }) => asset === "USD")
    .map((token) => [keyOf(token), oneDollar] as const);
  const pooled = [first, second] as const;
  const quoted = pooled.flatMap((token) => {
    const other = token === first ? second : first;
    if (token.asset === "USD" || other.asset !== "USD") return [];
    return [[keyOf(token), priceIn(token, other, pool.sqrtPriceX96)] as const];
  });
  return Object.fromEntries([...dollars, ...quoted]);
}

function priceIn(token: Token, dollar: Token, sqrtPriceX96: bigint): string {
  // A whole token, made large: the quotient is rounded down in smallest units of the dollar token.
  const scale = 10n ** priceDigits;
  const units = quoteAtSqrtX96(10n ** BigInt(token.decimals) * scale, sqrtPriceX96, isFirst(token, dollar));
  return (units / 10n ** BigInt(dollar.decimals)).toString();
}

const keyOf = ({ address }: Token): string => address.toLowerCase();
const isFirst = (a: Token, b: Token): boolean => BigInt(a.address) < BigInt(b.address);
const oneDollar = (10n ** priceDigits).toString();
