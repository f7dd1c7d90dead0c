import { z } from "zod";
import { Cast, CastLane, TokenAmount } from "./cast.ts";
import { Fire, LeafTrace } from "./fires.ts";
import { BigIntText, VaultAddress } from "./ids.ts";
import { PositionDifference, PositionView, UsdText } from "./position.ts";
import { SafeTxJson } from "./safe-tx.ts";
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

/** An allowance on chain that a key spends from, with what is left of it as its amount. */
export const AllowanceView = TokenAmount.extend({
  purpose: z.enum(["swap", "supply", "borrow", "order"]),
  /** The most that could be spent at once when it was armed; null where that was not kept. */
  most: BigIntText.nullable(),
});
export type AllowanceView = z.infer<typeof AllowanceView>;

export const SessionView = z.strictObject({
  state: SessionState,
  address: z.string().nullable(),
  /** Chain time after which it can do nothing; null without a session. */
  expiresAtMs: TimeMs.nullable(),
  /** What the session may do, in sentences. */
  words: z.array(z.string()),
  /** What is left of each allowance; empty where the chain was not read. */
  allowanceLeft: z.array(TokenAmount),
  /** The same by what each is for. Absent from vaults of before it was told. */
  allowances: z.array(AllowanceView).optional(),
});
export type SessionView = z.infer<typeof SessionView>;

/** Keys that were made and not armed yet: the owners can go on with them, or void them. */
export const PreparedSession = z.strictObject({
  sessionId: z.string(),
  words: z.array(z.string()),
  /** Empty where no emergency key was made. */
  emergencyWords: z.array(z.string()),
  /** Chain time. */
  expiresAtMs: TimeMs,
  /** What the owners sign and send; null for keys of before it was kept. */
  safeTx: SafeTxJson.nullable(),
  /** False: another transaction of the Safe has used the nonce up, so this one can never arm it. Null: the chain was not read. */
  canBeArmed: z.boolean().nullable(),
});
export type PreparedSession = z.infer<typeof PreparedSession>;

/** What a vault is worth: what it holds and has lent less what it owes, by the chain's own prices at the block of the balances. */
export const VaultWorth = z.strictObject({
  usd: UsdText,
  /** Dollars of a whole token, with eight digits: by the swap pool, or one where it is a dollar token. */
  prices: z.array(z.strictObject({ symbol: z.string(), usd: z.string().regex(/^\d+\.\d{8}$/) })),
  /** Held, lent or owed, and without a price: they count for nothing. */
  unpriced: z.array(z.string()),
});
export type VaultWorth = z.infer<typeof VaultWorth>;

/** The owner's own limits of a day, tighter than what the role allows on chain. */
export const VaultLimits = z.strictObject({ gasWeiPerDay: BigIntText, castsPerDay: z.int().nonnegative() });
export type VaultLimits = z.infer<typeof VaultLimits>;

/** One line of a vault's own log. */
export const AuditEntry = z.strictObject({
  seq: BigIntText,
  atWallMs: TimeMs,
  act: z.string(),
  actor: z.string(),
  detail: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

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
  audit: z.array(AuditEntry),
  /** Absent from vaults of before it was told. */
  access: VaultAccess.optional(),
  /** Null: no key waits to be armed. Absent as above; so are the next two. */
  prepared: PreparedSession.nullable().optional(),
  /** Null where balances or prices were not read. */
  worth: VaultWorth.nullable().optional(),
  limits: VaultLimits.optional(),
});
export type VaultView = z.infer<typeof VaultView>;

/** Records of a vault, the newest first: `before` is the `next` of the page before, null for the first. */
export type HistoryPage = { readonly before: number | null; readonly limit: number };
/** `next`: null where there are no older ones. */
export type HistoryOf<Record> = { readonly records: readonly Record[]; readonly next: number | null };
/** One page of one kind. */
export type VaultHistory =
  | ({ readonly kind: "casts" } & HistoryOf<Cast>)
  | ({ readonly kind: "fires" } & HistoryOf<Fire>)
  | ({ readonly kind: "audit" } & HistoryOf<AuditEntry>);
export type VaultHistoryKind = VaultHistory["kind"];
export type VaultHistoryRequest = HistoryPage & { readonly kind: VaultHistoryKind };
