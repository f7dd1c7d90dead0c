import { z } from "zod";
import { BigIntText } from "./ids.ts";
import { DurationText, TimeMs } from "./time.ts";

/** A whole number from 0 in a token's smallest units, as a decimal string. */
const Units = BigIntText.refine((text) => !text.startsWith("-"), "expected an amount that is not negative");

/** What may be spent. `carry-over`: what the session before has left, its refills going on; nothing is given anew. */
export const AllowanceTerms = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("set"),
    balance: Units,
    /** `amount` is added `every` so often, up to `max`. */
    refill: z.strictObject({ amount: Units, max: Units, every: DurationText }).optional(),
  }),
  z.strictObject({ kind: z.literal("carry-over") }),
]);
export type AllowanceTerms = z.infer<typeof AllowanceTerms>;

/** The chain refuses what brings less than the pool's mean price by more than this, in basis points. */
const LossBps = z.int().min(0).max(10_000);

/** One thing that a session may do, by symbols of the chain's tokens. */
export const PermissionTerms = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("swap"),
    sell: z.string(),
    buy: z.string(),
    allowance: AllowanceTerms,
    lossBpsMax: LossBps,
  }),
  z.strictObject({
    kind: z.literal("lend"),
    supply: z.string(),
    supplyAllowance: AllowanceTerms,
    borrow: z.string(),
    borrowAllowance: AllowanceTerms,
  }),
  z.strictObject({
    kind: z.literal("order"),
    sell: z.string(),
    buy: z.string(),
    allowance: AllowanceTerms,
    lossBpsMax: LossBps,
    /** How far an order's deadline may be ahead. */
    maxLife: DurationText,
  }),
]);
export type PermissionTerms = z.infer<typeof PermissionTerms>;

/** A second key that can only reduce what is at risk, and end the session. */
export const EmergencyTerms = z.strictObject({
  /** What may be sold for the dollar token, each with an allowance of its own. */
  sells: z.array(z.strictObject({ token: z.string(), allowance: AllowanceTerms })).max(8),
  lossBpsMax: LossBps,
  /** Chain time; it may outlive the session. */
  expiresAtMs: TimeMs,
});
export type EmergencyTerms = z.infer<typeof EmergencyTerms>;

/** What an owner arms: one signature for both keys. */
export const SessionTerms = z.strictObject({
  permissions: z.array(PermissionTerms).min(1).max(8),
  /** Null: no emergency key. Then an emergency close uses the session, or the owner's own wallet. */
  emergency: EmergencyTerms.nullable(),
  /** Chain time after which the session can do nothing. */
  expiresAtMs: TimeMs,
});
export type SessionTerms = z.infer<typeof SessionTerms>;
