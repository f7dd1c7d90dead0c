import { type Address, type Hex, isHex } from "viem";
import { z } from "zod";
import { BigIntText, CastId, Hash } from "../../contracts/ids.ts";
import { SessionTerms } from "../../contracts/session-terms.ts";
import { AgentKey } from "../../contracts/signed-request.ts";
import { DurationText, TimeMs } from "../../contracts/time.ts";
import { Trigger } from "../../contracts/trigger.ts";
import { AgentTerms, ShortName } from "../../contracts/vault-access.ts";

export const Hex32 = z.custom<Hex>((value) => isHex(value) && value.length === 66, "expected 32 bytes as hex");
const AddressText = z.custom<Address>((value) => isHex(value) && value.length === 42, "expected an address");
/** A whole number from 0, as a decimal string. */
const AmountText = BigIntText.refine((text) => !text.startsWith("-"), "expected a number that is not negative");
const Id32 = z.string().regex(/^[0-9a-f]{32}$/, "expected an id of this vault");

/** The body of each act. Amounts in the token's smallest units, times in UTC milliseconds. */
export const actBodies = {
  /** Takes the vault into service. `roles` is the Safe's Roles modifier, which need not be enabled yet. */
  open: z.strictObject({ roles: AddressText }),
  /** Makes the keys and returns the Safe transaction that arms them, for the owners to sign and send. */
  "prepare-session": SessionTerms,
  /** Reads on chain that the prepared session is armed, and puts it into use. */
  "confirm-session": z.strictObject({ sessionId: z.string() }),
  /** Puts a new key in the place of the present one; what is left of each allowance is carried over. */
  "rotate-session": z.strictObject({ expiresAtMs: TimeMs }),
  /** Destroys a prepared key and returns the Safe transaction that uses up the nonce of the one that arms it. */
  "void-prepared": z.strictObject({ sessionId: z.string() }),
  /** Destroys the key at once and returns the Safe transaction that revokes the role. */
  disarm: z.strictObject({}),
  "put-trigger": z.strictObject({ trigger: Trigger }),
  "remove-trigger": z.strictObject({ triggerId: z.string() }),
  "set-trigger-enabled": z.strictObject({ triggerId: z.string(), enabled: z.boolean() }),
  /** Returns a token that reads this vault, and can do nothing else, until then (wall clock). `label`: what its owner calls it. */
  "grant-view": z.strictObject({ expiresAtMs: TimeMs, label: ShortName.optional() }),
  /** Ends a view at once, wherever it is open. */
  "revoke-view": z.strictObject({ viewId: Id32 }),
  /** Ends a sign-in: one's own or another of this vault. */
  "sign-out": z.strictObject({ signInId: Id32 }),
  "grant-agent": AgentTerms.extend({ agentKey: AgentKey }),
  "revoke-agent": z.strictObject({ agentId: Id32 }),
  /** Runs what an agent asked for, once. */
  "approve-request": z.strictObject({ requestId: Hash }),
  "deny-request": z.strictObject({ requestId: Hash }),
  /** Casts a spell now; `deadline` counts from the moment at which the vault takes the request. */
  "request-cast": z.strictObject({
    spell: z.string().min(1),
    params: z.record(z.string(), z.json()),
    deadline: DurationText,
  }),
  /** Takes an alert off the list. It comes back where its cause goes on. */
  "dismiss-alert": z.strictObject({ alertId: z.string().min(1).max(200) }),
  /** Takes back a cast that has not ended: what is not in a block yet is not sent any more. */
  "cancel-cast": z.strictObject({ castId: CastId }),
  /** Takes back what a cast did, where its spell can. */
  undo: z.strictObject({ castId: CastId }),
  /** Closes what is open, then disarms. */
  "emergency-close": z.strictObject({
    scope: z.union([z.literal("vault"), z.strictObject({ position: z.string().min(1).max(200) })]),
  }),
  "set-trading-state": z.strictObject({
    state: z.enum(["ACTIVE", "REDUCING", "HALTED"]),
    reason: z.string().min(1).max(300),
  }),
  "set-limits": z.strictObject({ gasWeiPerDay: AmountText, castsPerDay: z.int().min(0).max(10_000) }),
  "put-rule": z.strictObject({ rule: z.json() }),
  "remove-rule": z.strictObject({ ruleId: z.string().min(1).max(128) }),
  /** Returns the Safe transaction that pays out, for the owners to sign and send. Nothing here can send it. */
  withdraw: z.strictObject({ token: z.string(), amount: AmountText, to: AddressText }),
} as const;
export type ActName = keyof typeof actBodies;
export type ActBody<Name extends ActName> = z.infer<(typeof actBodies)[Name]>;

export const isActName = (name: string): name is ActName => Object.hasOwn(actBodies, name);
