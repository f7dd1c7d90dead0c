import type { DashboardState } from "../../data/dashboard-state.ts";
import { formatPrice } from "../../format/format-number.ts";
import { assetSymbol } from "../../format/short-hex.ts";

/** What the window's title says of an asset: `ETH 2,412.10`; null before its first price. */
export function assetTitle({ prices }: Pick<DashboardState, "prices">, asset: string): string | null {
  const tick = prices.data?.ticks.find((item) => item.asset === asset);
  return tick === undefined ? null : `${assetSymbol(asset)} ${formatPrice(tick.priceUsd)}`;
}
