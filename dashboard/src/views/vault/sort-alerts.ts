import type { VaultAlert, VaultView } from "../../../../contracts/vault-view.ts";

const rank: Readonly<Record<VaultAlert["severity"], number>> = { critical: 0, warning: 1, info: 2 };

/** The worst first, then the newest. What the banner of the trading state says already is not said again. */
export function sortAlerts({ alerts, tradingState }: Pick<VaultView, "alerts" | "tradingState">): VaultAlert[] {
  const said = `${tradingState.state}: ${tradingState.reason}`;
  return alerts
    .filter(({ id, message }) => !(id === "trading-state" && message === said))
    .toSorted((a, b) => rank[a.severity] - rank[b.severity] || b.sinceWallMs - a.sinceWallMs);
}
