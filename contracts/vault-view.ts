import { z } from "zod";
import { Cast, CastLane, TokenAmount } from "./cast.ts";
import { Fire, LeafTrace } from "./fires.ts";
import { BigIntText, VaultAddress } from "./ids.ts";
import { PositionDifference, PositionView } from "./position.ts";
import { TimeMs } from "./time.ts";
import { Trigger } from "./trigger.ts";
import { VaultAccess } from "./vault-access.ts";
import { VaultRule } from "./vault-rule.ts";

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

/** What a vault's people should look at. It is gone when its cause is. */
export const VaultAlert = z.strictObject({
  /** Names the cause: `cast:<id>`, `gas:main`, `rule:<id>`, … */
  id: z.string(),
  severity: z.enum(["info", "warning", "critical"]),
  message: z.string(),
  sinceWallMs: TimeMs,
});
export type VaultAlert = z.infer<typeof VaultAlert>;

/** What may be cast now, who said so and why: the stricter of the vault's own state and the one for all vaults. */
export const TradingStateView = z.strictObject({
  state: z.enum(["ACTIVE", "REDUCING", "HALTED"]),
  reason: z.string(),
  by: z.string(),
  atWallMs: TimeMs,
});
export type TradingStateView = z.infer<typeof TradingStateView>;

export const SessionView = z.strictObject({
  state: SessionState,
  address: z.string().nullable(),
  /** Chain time after which it can do nothing; null without a session. */
  expiresAtMs: TimeMs.nullable(),
  /** What the session may do, in sentences. */
  words: z.array(z.string()),
  /** What is left of each allowance; empty where the chain was not read. */
  allowanceLeft: z.array(TokenAmount),
});
export type SessionView = z.infer<typeof SessionView>;

/** A vault's own relayer lane: it pays gas and holds no rights. Amounts in wei. */
export const LaneView = z.strictObject({
  lane: CastLane,
  address: z.string(),
  /** Null where the chain was not read. */
  etherWei: BigIntText.nullable(),
  gasSpentTodayWei: BigIntText,
  gasPerDayWei: BigIntText,
});
export type LaneView = z.infer<typeof LaneView>;

/** A rule on the vault's own state and where its life stands. */
export const VaultRuleView = z.strictObject({
  rule: VaultRule,
  version: z.int().positive(),
  epoch: z.int().nonnegative(),
  lastFiredAtMs: TimeMs.nullable(),
});
export type VaultRuleView = z.infer<typeof VaultRuleView>;

/** What a vault's own people may read of it. Never keys. */
export const VaultView = z.strictObject({
  vault: VaultAddress,
  chainId: z.int(),
  owners: z.array(z.string()),
  readAtWallMs: TimeMs,
  /** Chain time of the block that the balances were read at; null when the chain could not be read. */
  chainTimeMs: TimeMs.nullable(),
  balances: z.array(TokenAmount),
  session: SessionView,
  /** Null where none was ever made. */
  emergencySession: SessionView.nullable(),
  triggers: z.array(
    z.strictObject({ trigger: Trigger, version: z.int(), enabled: z.boolean(), status: TriggerStatus }),
  ),
  fires: z.array(Fire),
  casts: z.array(Cast),
  positions: z.array(PositionView),
  /** What the owner moved besides, and what was done about it; the newest first. */
  differences: z.array(PositionDifference),
  rules: z.array(VaultRuleView),
  alerts: z.array(VaultAlert),
  tradingState: TradingStateView,
  lanes: z.array(LaneView),
  audit: z.array(
    z.strictObject({ seq: BigIntText, atWallMs: TimeMs, act: z.string(), actor: z.string(), detail: z.string() }),
  ),
  /** Absent from vaults of before it was told. */
  access: VaultAccess.optional(),
});
export type VaultView = z.infer<typeof VaultView>;

/** Records of a vault, the newest first: `before` is the `next` of the page before, null for the first. */
export type HistoryPage = { readonly before: number | null; readonly limit: number };
/** `next`: null where there are no older ones. */
export type HistoryOf<Record> = { readonly records: readonly Record[]; readonly next: number | null };
/** One page of either kind. */
export type VaultHistory =
  | ({ readonly kind: "casts" } & HistoryOf<Cast>)
  | ({ readonly kind: "fires" } & HistoryOf<Fire>);
export type VaultHistoryRequest = HistoryPage & { readonly kind: VaultHistory["kind"] };
