import type { Hex } from "viem";

/**
 * How a cast carries the positions of its vault on, besides what its balances show. Tokens by their address in lower case.
 * Stored with the cast: it stays what it was when the cast was signed.
 */
export type PositionEffect =
  | { readonly kind: "none" }
  /** One token for another: a purchase of what is no dollar token, or a sale of it. */
  | { readonly kind: "swap"; readonly sell: string; readonly buy: string; readonly prices: Prices }
  /** Into the lending market, further into it, or out of it. */
  | {
      readonly kind: "leverage";
      readonly move: "wind" | "unwind";
      readonly collateral: string;
      readonly debt: string;
      readonly prices: Prices;
    }
  /** An order takes `amountIn` into escrow. */
  | {
      readonly kind: "order";
      readonly orderId: Hex;
      readonly sell: string;
      readonly buy: string;
      readonly amountIn: string;
      readonly prices: Prices;
    }
  /** An order is taken back, and with it what it held. */
  | { readonly kind: "order-cancel"; readonly orderId: Hex };

/** US dollars of a whole token with 8 digits, as a whole number, by the token's address in lower case. */
export type Prices = Readonly<Record<string, string>>;
