import type { TokenAmount } from "../../contracts/cast.ts";
import type { VaultWorth } from "../../contracts/vault-view.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import { formatDecimal } from "../core/pool-price.ts";
import { formatUsd } from "../core/positions/describe-positions.ts";
import { listPositionTokens } from "../core/positions/position-tokens.ts";
import { worthMicroUsd } from "../core/worth-micro-usd.ts";
import { readUsdPrices } from "../spells/usd-prices.ts";

/** What a vault is worth by the pool's price at the block of its balances, and by which prices. */
export function describeWorth(
  settings: ChainSettings,
  balances: readonly TokenAmount[],
  pool: Parameters<typeof readUsdPrices>[0]["pool"],
): VaultWorth {
  const prices = readUsdPrices({ settings, pool });
  const tokens = listPositionTokens(settings);
  const held = new Set(balances.flatMap(({ token, amount }) => (amount === "0" ? [] : [token])));
  return {
    usd: formatUsd(worthMicroUsd(balances, tokens, prices)),
    prices: settings.tokens.flatMap(({ symbol, address }) => {
      const price = prices[address.toLowerCase()];
      if (price === undefined) return [];
      return [{ symbol, usd: formatDecimal({ numerator: BigInt(price), denominator: 10n ** 8n }, 8) }];
    }),
    unpriced: tokens.flatMap(({ address, symbol, underlying }) =>
      held.has(address.toLowerCase()) && prices[underlying] === undefined ? [symbol] : [],
    ),
  };
}
