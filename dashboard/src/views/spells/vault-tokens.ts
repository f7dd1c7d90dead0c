import type { VaultView } from "../../../../contracts/vault-view.ts";

/** Symbols that the vault knows, those that it holds first. */
export function tokensOf(view: VaultView | null): readonly string[] {
  if (view === null) return [];
  const [held, others] = [true, false].map((isHeld) =>
    view.balances.flatMap(({ symbol, amount }) => ((amount !== "0") === isHeld ? [symbol] : [])),
  );
  return [...(held ?? []), ...(others ?? [])];
}
