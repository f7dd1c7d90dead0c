import type { Address, Hex } from "viem";
import type { z } from "zod";
import type { Cast, TokenAmount } from "../../contracts/cast.ts";
import type { Result } from "../../contracts/result.ts";
import type { ExtraRead, SpellRisk } from "../../contracts/spell.ts";
import type { Expectation } from "../core/cast-record.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import type { LendingState } from "../core/positions/lending-state.ts";
import type { OrderState } from "../core/positions/order-state.ts";
import type { PositionEffect } from "../core/positions/position-effect.ts";
import type { Call } from "../core/safe-tx.ts";
import type { PermissionNeed } from "./permission-need.ts";

/** What a spell sees when it is cast: the chain at one block, and the prices that the fire rested on. */
export type SpellContext = {
  readonly settings: ChainSettings;
  readonly safe: Address;
  readonly castId: Hex;
  readonly balances: readonly TokenAmount[];
  /** The swap pool at the same block. */
  readonly pool: { readonly sqrtPriceX96: bigint; readonly meanTick: number };
  /** By signal, such as `price.ETH-USD`. */
  readonly signalPrices: ReadonlyMap<string, number>;
  /** Chain time of the block, Unix seconds. */
  readonly nowSeconds: bigint;
  /** Last second (Unix, chain time) in which the cast may execute. */
  readonly notAfterSeconds: bigint;
  /** Last second (Unix, chain time) in which the session may do anything. */
  readonly sessionEndsSeconds: bigint;
  /** The vault's loans at the same block; null unless the spell reads `lending`. */
  readonly lending: LendingState | null;
  /** The order that the parameters name, at the same block; null unless the spell reads `orders`. */
  readonly order: OrderState | null;
  /**
   * What casts of the same trigger have spent so far of the token that this one would spend, in its smallest units: final
   * ones what they really spent, open ones the most that they can. Null where nobody has counted.
   */
  readonly spentSoFar: bigint | null;
};

/** What a cast is planned to bring. The least that it may bring where that is not certain. */
export type ExpectedResult = {
  readonly sentences: readonly string[];
  readonly tokensOut: readonly TokenAmount[];
  readonly tokensIn: readonly TokenAmount[];
};

export type SpellPlan = {
  readonly calls: readonly Call[];
  /** What must be true of the vault once it is final. */
  readonly expectations: readonly Expectation[];
  /** Of the order that the calls create, where the spell has two phases. */
  readonly orderId?: Hex;
  readonly expected: ExpectedResult;
  /** How the positions of the vault have to be carried on. */
  readonly position: PositionEffect;
};

export type SpellFault = { readonly code: string; readonly message: string };

/** A cast that takes another one back, as far as that is possible, and what a person has to know of it. */
export type UndoRequest = {
  readonly spell: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly sentences: readonly string[];
};

/** What is known when somebody asks to take a cast back. */
export type UndoContext = Pick<SpellContext, "settings" | "balances" | "nowSeconds" | "order">;

/** A named, bounded strategy. `plan` is pure: the same context and parameters give the same calls. */
export type Spell<Params extends z.ZodType = z.ZodType> = {
  readonly name: string;
  readonly purpose: string;
  readonly risk: SpellRisk;
  /** What a person has to know before choosing it, a sentence each. */
  readonly warnings: readonly string[];
  readonly params: Params;
  /** State that it needs besides balances and the swap pool. */
  readonly reads: readonly ExtraRead[];
  /** Id of the order that the parameters name, for a spell that reads `orders`. */
  orderId?(params: z.infer<Params>): Hex;
  /** Symbol of the token that counts against a budget, for a spell that has one. */
  budgetToken?(params: z.infer<Params>): string;
  /** What the session's role must allow. A fault where this chain cannot serve the parameters at all. */
  permissions(params: z.infer<Params>, settings: ChainSettings): Result<readonly PermissionNeed[], SpellFault>;
  /** Whether a cast with these parameters can only reduce what the vault has at risk. */
  reducesExposure(params: z.infer<Params>): boolean;
  plan(context: SpellContext, params: z.infer<Params>): Result<SpellPlan, SpellFault>;
  /** Of a cast that is final. A fault says why it cannot be taken back. */
  undo(cast: Cast, params: z.infer<Params>, context: UndoContext): Result<UndoRequest, SpellFault>;
};
