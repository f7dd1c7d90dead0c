import type { Token } from "../../core/chain-settings.ts";
import type { Rational } from "../../core/pool-price.ts";
import type { TokenPair } from "../plan-swap.ts";

/**
 * What an order must bring at a limit price, rounded up: never less than the limit says. The price is what people name: of
 * the token that follows an asset, in the dollar token; of what is sold, in what is bought, where neither or both are dollars.
 */
export function limitOutput({ sell, buy }: TokenPair, amountIn: bigint, limitPrice: Rational): bigint {
  const isPurchase = sell.asset === "USD" && buy.asset !== "USD";
  const { numerator, denominator } = isPurchase
    ? { numerator: limitPrice.denominator, denominator: limitPrice.numerator }
    : limitPrice;
  const up = amountIn * numerator * unit(buy);
  const down = denominator * unit(sell);
  return (up + down - 1n) / down;
}

const unit = ({ decimals }: Token): bigint => 10n ** BigInt(decimals);
