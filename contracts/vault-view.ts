import { z } from "zod";
import { Cast, TokenAmount } from "./cast.ts";
import { Fire, LeafTrace } from "./fires.ts";
import { BigIntText, VaultAddress } from "./ids.ts";
import { TimeMs } from "./time.ts";
import { Trigger } from "./trigger.ts";

/** A leaf with what would have to change for it to turn: null where that is no matter of one number. */
export const ExplainedLeaf = LeafTrace.extend({ gap: z.string().nullable() });
export type ExplainedLeaf = z.infer<typeof ExplainedLeaf>;

/**
 * Where a trigger's life stands, as the registry tells its vault. `no-data` and `runaway`: it disabled itself.
 * `rebuilding`: its state is being rebuilt from the record.
 */
export const TriggerStatus = z.strictObject({
  state: z.enum([
    "watching",
    "pending",
    "fired",
    "cooling",
    "ended",
    "exhausted",
    "expired",
    "outside-hours",
    "no-data",
    "runaway",
    "rebuilding",
    "unknown",
  ]),
  sinceMs: TimeMs.nullable(),
  /** The present reading of each leaf of `when`, in the order of the text. */
  leaves: z.array(ExplainedLeaf),
  /** The same of `clearWhen`. */
  clearLeaves: z.array(ExplainedLeaf),
  /** Sentences: what keeps it from firing now, besides its condition. */
  waits: z.array(z.string()),
  evaluatedAtMs: TimeMs.nullable(),
});
export type TriggerStatus = z.infer<typeof TriggerStatus>;

export const SessionState = z.enum(["none", "prepared", "armed", "revoked"]);

/** What a vault's own people may read of it. Never keys. */
export const VaultView = z.strictObject({
  vault: VaultAddress,
  chainId: z.int(),
  owners: z.array(z.string()),
  readAtWallMs: TimeMs,
  /** Chain time of the block that the balances were read at; null when the chain could not be read. */
  chainTimeMs: TimeMs.nullable(),
  balances: z.array(TokenAmount),
  session: z.strictObject({
    state: SessionState,
    address: z.string().nullable(),
    /** What the session may do, in sentences. */
    words: z.array(z.string()),
    allowanceLeft: z.array(TokenAmount),
  }),
  triggers: z.array(
    z.strictObject({ trigger: Trigger, version: z.int(), enabled: z.boolean(), status: TriggerStatus }),
  ),
  fires: z.array(Fire),
  casts: z.array(Cast),
  audit: z.array(
    z.strictObject({ seq: BigIntText, atWallMs: TimeMs, act: z.string(), actor: z.string(), detail: z.string() }),
  ),
});
export type VaultView = z.infer<typeof VaultView>;
