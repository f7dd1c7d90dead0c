import { formatUnits } from "viem";
import type { VaultView } from "../contracts/vault-view.ts";

/** What a vault holds, in words: `5 WETH and 13795.51 USDC`. */
export const describeBalances = ({ balances }: Pick<VaultView, "balances">): string =>
  balances.map(({ symbol, amount, decimals }) => `${formatUnits(BigInt(amount), decimals)} ${symbol}`).join(" and ");

/** Each cast with its state, and why where there is a reason. */
export const describeCasts = ({ casts }: Pick<VaultView, "casts">): string[] =>
  casts.map(({ id, state, reason, txHash }) => {
    const why = reason === null ? "" : `: ${reason.message}`;
    return `cast ${id.slice(0, 10)} ${state}${why}${txHash === null ? "" : `, transaction ${txHash}`}`;
  });

/** `11:18` of an event time, UTC. */
export const clockOf = (atMs: number): string => new Date(atMs).toISOString().slice(11, 16);
