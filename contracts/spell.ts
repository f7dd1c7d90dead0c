import { z } from "zod";
import { CastState, TokenAmount } from "./cast.ts";
import { BigIntText } from "./ids.ts";
import { TimeMs } from "./time.ts";

/**
 * The ladder of risk. `low`: it holds what the vault chose to hold, or moves to a stable token. `medium`: it adds to what
 * can lose worth, or waits for somebody else. `high`: it borrows, so that a fall of the price can take more than it put in.
 */
export const SpellRisk = z.enum(["low", "medium", "high"]);
export type SpellRisk = z.infer<typeof SpellRisk>;

/** State of the chain that a spell needs besides balances and the swap pool. */
export const ExtraRead = z.enum(["lending", "orders"]);
export type ExtraRead = z.infer<typeof ExtraRead>;

/** A spell as those see it who choose one. */
export const SpellView = z.strictObject({
  name: z.string(),
  purpose: z.string(),
  risk: SpellRisk,
  warnings: z.array(z.string()),
  /** JSON Schema (2020-12) of its parameters. */
  params: z.record(z.string(), z.json()),
  reads: z.array(ExtraRead),
});
export type SpellView = z.infer<typeof SpellView>;

/** A permission that the session's role needs for a cast, in a sentence. */
export const NeededPermission = z.strictObject({ kind: z.string(), sentence: z.string() });
export type NeededPermission = z.infer<typeof NeededPermission>;

/** A spell by name with its parameters, as somebody asks for it. */
export const SpellRequest = z.strictObject({ spell: z.string().min(1), params: z.record(z.string(), z.json()) });
export type SpellRequest = z.infer<typeof SpellRequest>;

/** What a cast would do now. Nothing is signed or sent for it. */
export const CastPreview = z.strictObject({
  spell: z.string(),
  risk: SpellRisk,
  warnings: z.array(z.string()),
  /** Chain time of the block that everything was read at; null where the chain did not answer. */
  chainTimeMs: TimeMs.nullable(),
  /** `would-succeed`: it was simulated through the role. `unknown`: a read failed, which tells nothing. */
  verdict: z.enum(["would-succeed", "would-be-refused", "unknown"]),
  /** Why it would be refused, or why it cannot be told. */
  reason: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  /** What the session's role must allow for it. */
  permissions: z.array(NeededPermission),
  /** The expected result, where it could be planned, also where the role would refuse it. */
  expected: z
    .strictObject({
      sentences: z.array(z.string()),
      tokensOut: z.array(TokenAmount),
      tokensIn: z.array(TokenAmount),
    })
    .nullable(),
  /** The calls of its batch, a sentence each. */
  calls: z.array(z.string()),
  /** Of the whole transaction, and what that costs at the base fee of the next block. */
  gasEstimate: BigIntText.nullable(),
  nextBaseFeeWei: BigIntText.nullable(),
  feeWei: BigIntText.nullable(),
});
export type CastPreview = z.infer<typeof CastPreview>;

/** The answer to "take this cast back": another cast, or why there is none. */
export const UndoAnswer = z.discriminatedUnion("possible", [
  z.strictObject({ possible: z.literal(true), request: SpellRequest, sentences: z.array(z.string()) }),
  z.strictObject({
    possible: z.literal(false),
    reason: z.strictObject({ code: z.string(), message: z.string() }),
    state: CastState,
  }),
]);
export type UndoAnswer = z.infer<typeof UndoAnswer>;
