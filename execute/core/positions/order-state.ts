import type { Address, Hex } from "viem";
import type { CastOrder } from "../../../contracts/cast.ts";

/** An order of the project's order book at one block. `none`: there never was one with this id. */
export type OrderState = {
  readonly id: Hex;
  readonly status: CastOrder["status"] | "none";
  readonly sell: Address;
  readonly buy: Address;
  readonly amountIn: bigint;
  readonly minOut: bigint;
  /** What came for it; 0 unless executed. */
  readonly amountOut: bigint;
  /** Last second (Unix) in which it can be executed. */
  readonly deadlineSeconds: bigint;
};

/** In the order of the contract's enumeration. */
export const orderStatuses = [
  "none",
  "open",
  "executed",
  "cancelled",
  "frozen",
] as const satisfies readonly OrderState["status"][];
