import { z } from "zod";
import { DurationText, parseDurationMs } from "./time.ts";
import { MomentText } from "./trigger.ts";

/** A plain decimal such as `1.25`. */
export const DecimalText = z.string().regex(/^\d{1,12}(\.\d{1,18})?$/, "expected a plain decimal such as 1.25");

/** Rules that one vault may have. */
export const rulesPerVaultMax = 50;

/**
 * A condition on the vault's own state, judged by the vault's own alarm once a minute. It needs no signal and no other part
 * of the system than the chain.
 */
export const VaultRule = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u, "expected 1 to 128 characters without line breaks"),
  /** What people call it; its id where it is absent. */
  name: z.string().min(1).max(120).optional(),
  when: z.discriminatedUnion("type", [
    /** The health factor of the vault's loans is below; a vault without loans has none. */
    z.strictObject({ type: z.literal("health-below"), value: DecimalText }),
    /** The vault is worth less than its highest worth since the rule was set or last fired, by more than this fraction. */
    z.strictObject({
      type: z.literal("drawdown-beyond"),
      fraction: DecimalText.refine(
        (text) => Number(text) > 0 && Number(text) < 1,
        "expected a fraction between 0 and 1",
      ),
    }),
    /** Chain time passes `from + n · every`. Points that were missed count as one. */
    z.strictObject({
      type: z.literal("schedule"),
      every: DurationText.refine((text) => (parseDurationMs(text) ?? 0) >= 60_000, "expected a minute at least"),
      from: MomentText,
    }),
  ]),
  /** It does not fire again within this much chain time; a schedule has its own. */
  cooldown: DurationText.default("1h"),
  action: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("notify") }),
    z.strictObject({
      type: z.literal("cast"),
      spell: z.string().min(1),
      params: z.record(z.string(), z.json()),
      /** After this much chain time the cast is refused. */
      deadline: DurationText,
    }),
    /** An emergency close of the whole vault. */
    z.strictObject({ type: z.literal("close") }),
  ]),
});
export type VaultRule = z.infer<typeof VaultRule>;
