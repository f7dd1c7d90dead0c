import { formatUnits } from "viem";
import type { VaultView } from "../contracts/vault-view.ts";

/** What a vault holds and owes, in words: `5 WETH and 13795.51 USDC`. */
export function describeBalances({ balances }: Pick<VaultView, "balances">): string {
  const held = balances.filter(({ amount }) => amount !== "0");
  const words = held.map(({ symbol, amount, decimals }) => `${formatUnits(BigInt(amount), decimals)} ${symbol}`);
  return words.length === 0 ? "nothing" : words.join(" and ");
}

/** Each cast with its state, and why where there is a reason. */
export const describeCasts = ({ casts }: Pick<VaultView, "casts">): string[] =>
  casts.map(({ id, state, reason, txHash }) => {
    const why = reason === null ? "" : `: ${reason.message}`;
    return `cast ${id.slice(0, 10)} ${state}${why}${txHash === null ? "" : `, transaction ${txHash}`}`;
  });

/** `11:18` of an event time, UTC. */
export const clockOf = (atMs: number): string => new Date(atMs).toISOString().slice(11, 16);
