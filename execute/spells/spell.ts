import type { Address } from "viem";
import type { z } from "zod";
import type { TokenAmount } from "../../contracts/cast.ts";
import type { Result } from "../../contracts/result.ts";
import type { Expectation } from "../core/cast-record.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import type { Call } from "../core/safe-tx.ts";

/** What a spell sees when it is cast: the chain at one block, and the prices that the fire rested on. */
export type SpellContext = {
  readonly settings: ChainSettings;
  readonly safe: Address;
  readonly balances: readonly TokenAmount[];
  /** The swap pool at the same block. */
  readonly pool: { readonly sqrtPriceX96: bigint; readonly meanTick: number };
  /** By signal, such as `price.ETH-USD`. */
  readonly signalPrices: ReadonlyMap<string, number>;
  /** Last second (Unix, chain time) in which the cast may execute. */
  readonly notAfterSeconds: bigint;
};

export type SpellPlan = {
  readonly calls: readonly Call[];
  /** What must be true of the vault's balances once it is final. */
  readonly expectations: readonly Expectation[];
};

export type SpellFault = { readonly code: string; readonly message: string };

/** A named, bounded strategy. `plan` is pure: the same context and parameters give the same calls. */
export type Spell<Params extends z.ZodType = z.ZodType> = {
  readonly name: string;
  readonly purpose: string;
  readonly risk: "low" | "medium" | "high";
  readonly params: Params;
  /** Whether a cast with these parameters can only reduce what the vault has at risk. */
  reducesExposure(params: z.infer<Params>): boolean;
  plan(context: SpellContext, params: z.infer<Params>): Result<SpellPlan, SpellFault>;
};
