import { z } from "zod";
import { BigIntText, TriggerId, VaultAddress } from "./ids.ts";
import { DurationText, TimeMs } from "./time.ts";

/** What a fire does: tell the owner, or cast a spell. Spell parameters are checked by the spell itself. */
export const TriggerAction = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("notify") }),
  z.strictObject({
    type: z.literal("cast"),
    spell: z.string().min(1),
    params: z.record(z.string(), z.json()),
    /** After this much chain time from the fire the cast is refused. */
    deadline: DurationText,
  }),
]);
export type TriggerAction = z.infer<typeof TriggerAction>;

/**
 * A condition with an action, as its author writes it. `when` is a subset of CEL over signals:
 * `change(price('ETH-USD'), '1h') < -0.05`. Unknown fields are refused.
 */
export const Trigger = z.strictObject({
  id: TriggerId,
  name: z.string().min(1).max(120),
  when: z.string().min(1).max(2_000),
  for: DurationText.default("0s"),
  cooldown: DurationText.default("0s"),
  mode: z.enum(["once", "repeat"]).default("once"),
  /** Age beyond which a sample counts as no data; default: three evaluation cadences. */
  maxStaleness: DurationText.optional(),
  action: TriggerAction,
});
export type Trigger = z.infer<typeof Trigger>;

/** What the registry pulls from a vault: the condition and where its life stands. No keys, no sizes, no action. */
export const RegisteredCondition = z.strictObject({
  triggerId: TriggerId,
  version: z.int().positive(),
  when: z.string(),
  forMs: z.int().nonnegative(),
  cooldownMs: z.int().nonnegative(),
  mode: z.enum(["once", "repeat"]),
  maxStalenessMs: z.int().positive().nullable(),
  deadlineMs: z.int().positive(),
  /** The epoch of the next fire that the vault will accept. */
  epoch: z.int().nonnegative(),
  /** Event time of the last accepted fire: the trigger starts as not yet cleared. */
  lastFiredAtMs: TimeMs.nullable(),
});
export type RegisteredCondition = z.infer<typeof RegisteredCondition>;

/** All enabled conditions of one vault, with the hash by which vault and registry compare notes. */
export const VaultConditions = z.strictObject({
  vault: VaultAddress,
  hash: z.string(),
  /** Rises with every change in the vault: an older pull never overwrites a newer one. */
  revision: BigIntText,
  conditions: z.array(RegisteredCondition),
});
export type VaultConditions = z.infer<typeof VaultConditions>;
