import { z } from "zod";
import { CastOrder, TokenAmount } from "./cast.ts";
import { BigIntText, Hash } from "./ids.ts";

/** US dollars as an exact decimal with six digits, such as `-12.340000`. */
export const UsdText = z.string().regex(/^-?\d+\.\d{6}$/, "expected dollars with six digits");

/**
 * What casts of a vault have opened. `spot`: a token that was bought. `leveraged`: a loan in the lending market. `order`: an
 * order that waits for its keeper. `liquidated`: somebody else has ended it for want of collateral; what that left goes on
 * as a new position.
 */
export const PositionKind = z.enum(["spot", "leveraged", "order"]);
export type PositionKind = z.infer<typeof PositionKind>;
export const PositionState = z.enum(["active", "closed", "liquidated"]);
export type PositionState = z.infer<typeof PositionState>;

/** A position as its vault's own people read it. It follows from final blocks alone. */
export const PositionView = z.strictObject({
  /** The same for the same position, whenever and by whomever it is worked out. */
  id: z.string(),
  kind: PositionKind,
  state: PositionState,
  /** A cast is on its way that may change it. Never a state: what is shown holds by the last final block. */
  isUncertain: z.boolean(),
  /** The trigger that opened it; `request` where somebody asked for a single cast. */
  source: z.string(),
  openedAtBlock: BigIntText,
  closedAtBlock: BigIntText.nullable(),
  /** What it holds: a token, a claim on the lending market, or what an order has in escrow. */
  holds: z.array(TokenAmount),
  /** What it owes, interest included. */
  owes: z.array(TokenAmount),
  order: CastOrder.extend({
    /** What came for it; null unless executed. */
    brought: TokenAmount.nullable(),
  }).nullable(),
  /** What it has cost, less the cost of what it has given back. */
  costUsd: UsdText,
  /** What it is worth by the chain's own prices, debts taken off; null without a price. */
  valueUsd: UsdText.nullable(),
  /** Gas is none of it. */
  realisedUsd: UsdText,
  unrealisedUsd: UsdText.nullable(),
  /** Gas of the casts that moved it, in wei. */
  gasPaidWei: BigIntText,
  castIds: z.array(Hash),
});
export type PositionView = z.infer<typeof PositionView>;

/**
 * Something that the vault holds more or less of than its casts have left: its owner moved it, which is normal. `what`:
 * how it is understood.
 */
export const PositionDifference = z.strictObject({
  id: z.string(),
  atBlock: BigIntText,
  what: z.enum(["deposit", "withdrawal", "lent", "taken-back", "borrowed", "repaid", "liquidation"]),
  amount: TokenAmount,
  /** What was done about it. */
  sentence: z.string(),
});
export type PositionDifference = z.infer<typeof PositionDifference>;
