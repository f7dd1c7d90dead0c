import { z } from "zod";
import { BigIntText, TriggerId, VaultAddress } from "./ids.ts";
import { DurationText, TimeMs } from "./time.ts";

/** Characters of a condition. */
export const conditionTextMax = 4_000;

/** The longest window that a condition may have where it is evaluated live. */
export const conditionWindowMsMax = 7 * 86_400_000;

/** Triggers that one vault may have. */
export const triggersPerVaultMax = 200;

/** What a fire does: tell the owner, or cast a spell. Spell parameters are checked by the spell itself. */
export const TriggerAction = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("notify"), channels: z.array(z.string().min(1)).optional() }),
  z.strictObject({
    type: z.literal("cast"),
    spell: z.string().min(1),
    params: z.record(z.string(), z.json()),
    /** After this much chain time from the fire the cast is refused. */
    deadline: DurationText,
  }),
]);
export type TriggerAction = z.infer<typeof TriggerAction>;

/** A moment as its author writes it: UTC milliseconds, or ISO 8601 with an offset. */
export const MomentText = z.union([
  TimeMs,
  z
    .string()
    .regex(
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/,
      "expected ISO 8601 with an offset, such as 2021-05-19T12:00:00Z",
    )
    .refine((text) => !Number.isNaN(Date.parse(text)), "there is no such moment"),
]);

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/**
 * Hours of local time in which a trigger may fire, from `from` up to, not including, `to`. `to` at or before `from` runs
 * past midnight and belongs to the day on which it began. Daylight saving follows the time zone's rules: an hour that
 * the clocks skip is not there, one that they repeat counts twice.
 */
export const ActiveHours = z.strictObject({
  timeZone: z.string().refine(isTimeZone, "expected an IANA time zone such as Europe/Berlin"),
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a local time such as 09:00"),
  to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "expected a local time such as 17:30"),
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .default([...weekdays]),
});
export type ActiveHours = z.infer<typeof ActiveHours>;

/** What an unknown condition does. See `docs/conditions.md`. */
export const NoDataPolicy = z.enum(["hold", "clear", "disarm", "fire"]);
export type NoDataPolicy = z.infer<typeof NoDataPolicy>;

export const Priority = z.enum(["opportunistic", "protective"]);
export type Priority = z.infer<typeof Priority>;

/**
 * A condition with an action, as its author writes it. `when` and `clearWhen` are a subset of CEL over signals:
 * `change(price('ETH-USD'), '1h') < -0.05`. Unknown fields are refused.
 */
export const Trigger = z.strictObject({
  id: TriggerId,
  /** What people call it; its id where it is absent. */
  name: z.string().min(1).max(120).optional(),
  when: z.string().min(1).max(conditionTextMax),
  /** Recovery condition (hysteresis): given, a fired trigger re-arms by this alone. */
  clearWhen: z.string().min(1).max(conditionTextMax).optional(),
  /** The condition must hold this long, in event time, before it fires. */
  for: DurationText.default("0s"),
  /** It must be clear this long before a fired trigger re-arms. */
  keepFor: DurationText.default("0s"),
  mode: z.enum(["once", "repeat"]).default("once"),
  cooldown: DurationText.default("0s"),
  /** After so many fires it disarms itself, visibly. */
  maxFires: z.int().positive().optional(),
  /** Fires at `validFrom ≤ T < validUntil` only. */
  validFrom: MomentText.optional(),
  validUntil: MomentText.optional(),
  activeHours: ActiveHours.optional(),
  noData: NoDataPolicy.default("hold"),
  /** Age beyond which a sample counts as no data; default: each signal's own. */
  maxStaleness: DurationText.optional(),
  priority: Priority.default("opportunistic"),
  /** Of several triggers of one group and vault that would fire at one evaluation, one does. */
  group: z.string().min(1).max(64).optional(),
  /** While one of these triggers has fired and is not re-armed, this one does not fire. */
  inhibitedBy: z.array(TriggerId).max(16).optional(),
  action: TriggerAction.default({ type: "notify" }),
});
export type Trigger = z.infer<typeof Trigger>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** What the registry pulls from a vault: the condition and where its life stands. No keys, no sizes, no action. */
export const RegisteredCondition = z.strictObject({
  triggerId: TriggerId,
  version: z.int().positive(),
  when: z.string(),
  clearWhen: z.string().nullable(),
  forMs: z.int().nonnegative(),
  keepForMs: z.int().nonnegative(),
  cooldownMs: z.int().nonnegative(),
  mode: z.enum(["once", "repeat"]),
  maxFires: z.int().positive().nullable(),
  validFromMs: TimeMs.nullable(),
  validUntilMs: TimeMs.nullable(),
  activeHours: ActiveHours.nullable(),
  noData: NoDataPolicy,
  maxStalenessMs: z.int().nonnegative().nullable(),
  priority: Priority,
  group: z.string().nullable(),
  inhibitedBy: z.array(TriggerId),
  /** Of a group's fires that of a cast goes before that of a notification. */
  casts: z.boolean(),
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
