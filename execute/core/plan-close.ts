import type { PositionToken } from "./positions/position-tokens.ts";

/** What is open and can be closed, by the chain alone. Amounts in smallest units. */
export type OpenThings = {
  readonly balances: ReadonlyMap<string, bigint>;
  readonly tokens: readonly PositionToken[];
  /** Symbols of the pairs that the vault is leveraged in. */
  readonly loans: readonly { readonly collateral: string; readonly borrow: string }[];
  /** Orders in escrow. */
  readonly orders: readonly string[];
};

export type CloseStep = { readonly spell: string; readonly params: Readonly<Record<string, unknown>> };

/** How far a price may be from its mean, and how much a swap may lose, where everything has to go. */
const slippageBps = 300;
const deviationBpsMax = 2_000;

/**
 * The casts that close everything, in the order in which they have to happen: what orders hold comes back, loans are
 * unwound, and what is no dollar token is sold. Each reads the balances that the one before has left.
 */
export function planClose({ balances, tokens, loans, orders }: OpenThings): readonly CloseStep[] {
  const dollar = tokens.find(({ role, isDollar }) => role === "held" && isDollar);
  const volatile = tokens.filter(({ role, isDollar }) => role === "held" && !isDollar);
  const unwinds = loans.map(
    ({ collateral, borrow }): CloseStep => ({
      spell: "stormforge-unwind",
      params: { collateral, borrow, slippageBps, deviationBpsMax },
    }),
  );
  const cancels = orders.map((orderId): CloseStep => ({ spell: "thornpost-cancel", params: { orderId } }));
  const collaterals = new Set(loans.map(({ collateral }) => collateral));
  const sales = volatile.flatMap(({ address, symbol }): CloseStep[] => {
    const holds = (balances.get(address.toLowerCase()) ?? 0n) > 0n || collaterals.has(symbol) || orders.length > 0;
    if (dollar === undefined || !holds) return [];
    const params = { sell: symbol, buy: dollar.symbol, fraction: "1", slippageBps, deviationBpsMax };
    return [{ spell: "ironvine", params }];
  });
  return [...cancels, ...unwinds, ...sales];
}
