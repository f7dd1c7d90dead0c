import type { PositionEffect, Prices } from "./position-effect.ts";

/**
 * What is known of a vault from final blocks. Positions are never stored: they follow from all observations, in the order of
 * the blocks, so that it does not matter in which order they became known.
 */
export type Observation = CastObservation | ReadingObservation;

/** Units by token, its address in lower case; whole numbers as text. */
export type Amounts = Readonly<Record<string, string>>;

/** A cast that was executed: what the vault held right before and right after its block. */
export type CastObservation = {
  readonly kind: "cast";
  readonly castId: string;
  readonly block: number;
  /** The trigger that caused it, or `request`. */
  readonly source: string;
  readonly effect: PositionEffect;
  /** Null where the node had forgotten that block. */
  readonly balances: { readonly before: Amounts; readonly after: Amounts } | null;
  readonly gasPaidWei: string;
};

/** How an order stands; `amountOut` is 0 unless it is executed. */
export type OrderReading = {
  readonly id: string;
  readonly status: "open" | "executed" | "cancelled" | "frozen";
  readonly amountOut: string;
};

/** A liquidation that the lending market has recorded: claims that were taken, debt that was repaid for them. */
export type LiquidationReading = { readonly id: string; readonly collateral: string; readonly debt: string };

/** Everything that a vault holds after one block. */
export type ReadingObservation = {
  readonly kind: "reading";
  readonly block: number;
  readonly balances: Amounts;
  /** Of claims and debts: what one unit of the first day has become, 27 digits. */
  readonly indexes: Amounts;
  readonly prices: Prices;
  readonly orders: readonly OrderReading[];
  /** Since the reading before; null where they could not be read. */
  readonly liquidations: readonly LiquidationReading[] | null;
};

/** The order in which observations count: by block; a reading tells of the state after its block. */
export function compareObservations(a: Observation, b: Observation): number {
  if (a.block !== b.block) return a.block - b.block;
  if (a.kind !== b.kind) return a.kind === "cast" ? -1 : 1;
  return idOf(a) < idOf(b) ? -1 : 1;
}

/** The same observation has the same id. */
export const idOf = (observation: Observation): string =>
  observation.kind === "cast" ? `cast:${observation.castId}` : `reading:${observation.block}`;
