import type { Hex } from "viem";
import type { Cast, CastState, TokenAmount } from "../../contracts/cast.ts";
import type { Attempt, CastRecord, Expectation } from "./cast-record.ts";
import type { SendVerdict } from "./classify-send-error.ts";

type Reason = NonNullable<Cast["reason"]>;

/** A receipt that stands in the canonical chain, and the vault's balances right before and after its block. */
export type Inclusion = {
  readonly blockNumber: bigint;
  readonly blockHash: Hex;
  readonly isSuccess: boolean;
  readonly isFinal: boolean;
  readonly balancesBefore: readonly TokenAmount[];
  readonly balancesAfter: readonly TokenAmount[];
};

export type CastEvent =
  /** Cannot be prepared at present (no answer of the chain, no gas money): it waits, and says why. */
  | { readonly type: "held"; readonly reason: Reason }
  /** Checked before anything was signed, and not to be sent. */
  | { readonly type: "refused"; readonly reason: Reason }
  | {
      readonly type: "signed";
      readonly attempt: Attempt;
      readonly expectations: readonly Expectation[];
      readonly balances: readonly TokenAmount[];
    }
  | { readonly type: "sent"; readonly outcome: SendVerdict | { readonly outcome: "accepted"; readonly how: "fresh" } }
  | { readonly type: "included"; readonly inclusion: Inclusion }
  /** The node knows no receipt of the hash. */
  | { readonly type: "not-included"; readonly isInPool: boolean };

export type NextAction = "prepare" | "send" | "observe" | "none";

/** Without a receipt for this long, the outcome counts as unknown and is looked into. */
export const verifyAfterMs = 2 * 60_000;
/** After this long in all, a person must look. It is observed on: what was mined is the truth. */
export const stuckAfterMs = 17 * 60_000;

const terminal: ReadonlySet<CastState> = new Set(["FINALIZED", "INCLUDED_UNVERIFIED", "REVERTED", "REFUSED"]);
const awaiting: ReadonlySet<CastState> = new Set(["SUBMITTED", "PENDING", "VERIFYING", "STUCK", "CONFIRMED"]);

export const isTerminal = (state: CastState): boolean => terminal.has(state);

/** What there is to do for a cast. Doing it twice is harmless: only the same bytes can be sent. */
export function nextAction(record: CastRecord): NextAction {
  if (record.cast.state === "CREATED") return "prepare";
  if (record.cast.state === "SIGNED") return "send";
  return awaiting.has(record.cast.state) ? "observe" : "none";
}

/**
 * One step in the life of a cast. Pure; the caller stores the result before it acts on it. Nothing that was sent
 * is ever given up: only a receipt in a final block ends it. A failed read is no event at all.
 */
export function decide(record: CastRecord, event: CastEvent, nowWallMs: number): CastRecord {
  const { state } = record.cast;
  if (isTerminal(state)) return record;
  switch (event.type) {
    case "held":
      return record.attempt === null ? withReason(record, event.reason) : record;
    case "refused":
      if (record.attempt !== null) throw new Error("a cast that was signed may be on its way: it cannot be refused");
      return move(record, "REFUSED", nowWallMs, { reason: event.reason });
    case "signed":
      if (record.attempt !== null) throw new Error("a cast is signed once");
      return move({ ...record, attempt: event.attempt, expectations: event.expectations }, "SIGNED", nowWallMs, {
        txHash: event.attempt.hash,
        balancesBefore: [...event.balances],
        reason: null,
      });
    case "sent":
      return afterSend(record, event.outcome, nowWallMs);
    case "included":
      mustBeSigned(record);
      return afterInclusion(record, event.inclusion, nowWallMs);
    case "not-included":
      mustBeSigned(record);
      return afterAbsence(record, event.isInPool, nowWallMs);
  }
}

function afterSend(
  record: CastRecord,
  outcome: Extract<CastEvent, { type: "sent" }>["outcome"],
  nowWallMs: number,
): CastRecord {
  mustBeSigned(record);
  const sent = { ...record, firstSentWallMs: record.firstSentWallMs ?? nowWallMs };
  const isFirst = record.cast.state === "SIGNED";
  switch (outcome.outcome) {
    case "accepted":
      return isFirst ? move(sent, "SUBMITTED", nowWallMs, { reason: null }) : sent;
    case "nonce-too-low":
      return isFirst
        ? move(sent, "VERIFYING", nowWallMs, { reason: toReason("nonce-too-low", outcome.message) })
        : sent;
    case "unknown":
      return isFirst ? move(sent, "VERIFYING", nowWallMs, { reason: toReason("send-unknown", outcome.reason) }) : sent;
    case "refused":
      // This send was refused; an earlier one may still be mined. The same bytes are tried again.
      return isFirst
        ? move(sent, "VERIFYING", nowWallMs, { reason: toReason(`send-${outcome.code}`, outcome.message) })
        : withReason(sent, toReason(`send-${outcome.code}`, outcome.message));
  }
}

function mustBeSigned({ attempt }: CastRecord): void {
  if (attempt === null) throw new Error("nothing was signed, so nothing can have been sent");
}

function afterInclusion(record: CastRecord, inclusion: Inclusion, nowWallMs: number): CastRecord {
  const { blockNumber, blockHash, balancesBefore, balancesAfter, isSuccess, isFinal } = inclusion;
  const block: Partial<Cast> = {
    blockNumber: blockNumber.toString(),
    blockHash,
    balancesBefore: [...balancesBefore],
    balancesAfter: [...balancesAfter],
    reason: null,
  };
  if (!isFinal) {
    const note = isSuccess ? undefined : "reverted; waiting for finality";
    return move(record, "CONFIRMED", nowWallMs, block, note);
  }
  if (!isSuccess) {
    const reason = toReason("reverted", "the chain executed the transaction and took everything back");
    return move(record, "REVERTED", nowWallMs, { ...block, reason });
  }
  const broken = findBrokenExpectation(record.expectations, balancesBefore, balancesAfter);
  if (broken !== null) return move(record, "INCLUDED_UNVERIFIED", nowWallMs, { ...block, reason: broken });
  return move(record, "FINALIZED", nowWallMs, block);
}

function afterAbsence(record: CastRecord, isInPool: boolean, nowWallMs: number): CastRecord {
  const { state } = record.cast;
  const none: Partial<Cast> = { blockNumber: null, blockHash: null, balancesAfter: [] };
  if (state === "CONFIRMED") return move(record, "VERIFYING", nowWallMs, none, "its block is gone: a reorganisation");
  const waitedMs = nowWallMs - (record.firstSentWallMs ?? nowWallMs);
  if (waitedMs > stuckAfterMs) {
    if (state === "STUCK") return record;
    const reason = toReason("no-receipt", "not mined for 17 minutes; check the relayer's ether and the chain's fees");
    return move(record, "STUCK", nowWallMs, { ...none, reason });
  }
  if (waitedMs > verifyAfterMs) {
    if (state === "VERIFYING") return record;
    return move(record, "VERIFYING", nowWallMs, none, "no receipt within two minutes");
  }
  return isInPool && state !== "PENDING" ? move(record, "PENDING", nowWallMs, { ...none, reason: null }) : record;
}

/** The first promise of the spell that the balances do not keep. */
export function findBrokenExpectation(
  expectations: readonly Expectation[],
  before: readonly TokenAmount[],
  after: readonly TokenAmount[],
): Reason | null {
  for (const { token, changeMin, changeMax } of expectations) {
    const amountIn = (amounts: readonly TokenAmount[]) => amounts.find((amount) => amount.token === token);
    const [from, to] = [amountIn(before), amountIn(after)];
    if (from === undefined || to === undefined) return toReason("unread-balance", `no balance of ${token} was read`);
    const change = BigInt(to.amount) - BigInt(from.amount);
    if (change < BigInt(changeMin) || (changeMax !== null && change > BigInt(changeMax))) {
      return toReason(
        "post-condition",
        `${to.symbol} changed by ${change}, promised were ${changeMin} to ${changeMax ?? "more"}`,
      );
    }
  }
  return null;
}

function move(
  record: CastRecord,
  state: CastState,
  atWallMs: number,
  change: Partial<Cast>,
  note?: string,
): CastRecord {
  const { cast } = record;
  const step = { state, atWallMs, ...(note === undefined ? {} : { note }) };
  const steps = cast.state === state ? cast.steps : [...cast.steps, step];
  return { ...record, cast: { ...cast, ...change, state, steps } };
}

/** The same reason again changes nothing, so nothing is written. */
function withReason(record: CastRecord, reason: Reason): CastRecord {
  const known = record.cast.reason;
  if (known?.code === reason.code && known.message === reason.message) return record;
  return { ...record, cast: { ...record.cast, reason } };
}

const toReason = (code: string, message: string): Reason => ({ code, message });
