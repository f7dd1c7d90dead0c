import type { CastRecord } from "./cast-record.ts";

/**
 * What may be cast. `ACTIVE`: everything. `REDUCING`: what only reduces exposure. `HALTED`: nothing but an emergency close,
 * which no state and no breaker turns into a no-op.
 */
export type TradingState = "ACTIVE" | "REDUCING" | "HALTED";

/** A state with who set it and why; `atMs` is wall clock. */
export type TradingStateEntry = {
  readonly state: TradingState;
  readonly reason: string;
  readonly by: string;
  readonly atWallMs: number;
};

export const activeEntry: TradingStateEntry = { state: "ACTIVE", reason: "", by: "", atWallMs: 0 };

const order: readonly TradingState[] = ["ACTIVE", "REDUCING", "HALTED"];

/** The stricter of two: the vault's own and the one for all vaults. */
export function stricterOf(a: TradingStateEntry, b: TradingStateEntry): TradingStateEntry {
  return order.indexOf(b.state) > order.indexOf(a.state) ? b : a;
}

/** Whether a cast may be signed and sent in a state; null, or the sentence that says why not. */
export function findTradingBar(
  entry: TradingStateEntry,
  { cast }: Pick<CastRecord, "cast">,
  reducesExposure: boolean,
): string | null {
  if (entry.state === "ACTIVE" || cast.cause === "close") return null;
  if (entry.state === "REDUCING" && reducesExposure) return null;
  const what = entry.state === "REDUCING" ? "only exits are cast" : "nothing is cast";
  return `${what}: ${entry.reason} (set by ${entry.by})`;
}
