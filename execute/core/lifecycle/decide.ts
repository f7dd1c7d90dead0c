import type { CastState } from "../../../contracts/cast.ts";
import type { Attempt, CastRecord } from "../cast-record.ts";
import type { SendOutcome } from "../classify-send-error.ts";
import type { CastEvent, Reason } from "./cast-event.ts";
import { judgeLook } from "./judge-look.ts";
import { move, withReason } from "./move.ts";

const terminal: ReadonlySet<CastState> = new Set([
  "FINALIZED",
  "INCLUDED_UNVERIFIED",
  "REVERTED",
  "CANCELLED",
  "REFUSED",
]);

export const isTerminal = (state: CastState): boolean => terminal.has(state);

/**
 * One step in the life of a cast. Pure; the caller stores the result before it acts on it. Nothing that was signed is ever
 * given up: it ends when the guard's claim is final, or when a final block is past its deadline without one.
 */
export function decide(record: CastRecord, event: CastEvent, nowWallMs: number): CastRecord {
  if (isTerminal(record.cast.state)) return record;
  switch (event.type) {
    case "held":
      return record.attempts.length === 0 ? withReason(record, event.reason) : record;
    case "refused":
      if (record.attempts.length > 0) throw new Error("a cast that was signed may be on its way: it cannot be refused");
      return move(record, "REFUSED", nowWallMs, { reason: event.reason });
    case "signed":
      return afterSigning(record, event, nowWallMs);
    case "replaced":
      return afterReplacement(record, event.attempt);
    case "sent":
      return afterSend(record, event.outcome, nowWallMs);
    case "looked":
      mustBeSigned(record);
      return judgeLook(record, event.look, nowWallMs);
    case "cancel-asked":
      if (record.attempts.length === 0) return move(record, "CANCELLED", nowWallMs, { reason: event.reason });
      return withReason({ ...record, isCancelAsked: true }, event.reason);
  }
}

function afterSigning(
  record: CastRecord,
  event: Extract<CastEvent, { type: "signed" }>,
  nowWallMs: number,
): CastRecord {
  if (record.attempts.length > 0) throw new Error("a cast is signed once");
  if (event.attempt.kind !== "cast") throw new Error("the first transaction of a cast carries it");
  const { attempt, submission, expectations, balances, orderId, position } = event;
  const signed = withAttempt({ ...record, submission, expectations, position }, attempt);
  return move(signed, "SIGNED", nowWallMs, {
    balancesBefore: [...balances],
    order: orderId === null ? null : { id: orderId, status: "open" },
    reason: null,
  });
}

function afterReplacement(record: CastRecord, attempt: Attempt): CastRecord {
  mustBeSigned(record);
  if (record.attempts.some(({ nonce }) => nonce !== attempt.nonce)) {
    throw new Error("a replacement has the nonce of what it replaces");
  }
  return withAttempt(record, attempt);
}

function withAttempt(record: CastRecord, attempt: Attempt): CastRecord {
  const attempts = [...record.attempts, attempt];
  const shown = attempts.map(({ kind, hash, nonce, maxFeeWei, tipWei }) => ({ kind, hash, nonce, maxFeeWei, tipWei }));
  return { ...record, attempts, cast: { ...record.cast, attempts: shown, txHash: attempt.hash } };
}

/** A refusal speaks of this send alone: an earlier one of the same bytes, or of a sibling, may still be mined. */
function afterSend(record: CastRecord, outcome: SendOutcome, nowWallMs: number): CastRecord {
  mustBeSigned(record);
  const sent = { ...record, firstSentWallMs: record.firstSentWallMs ?? nowWallMs };
  const isFirst = record.cast.state === "SIGNED";
  const fault = describeOutcome(outcome);
  if (fault === null) return isFirst ? move(sent, "SUBMITTED", nowWallMs, { reason: null }) : sent;
  if (isFirst) return move(sent, "VERIFYING", nowWallMs, { reason: fault });
  // A repeat that finds its nonce used, or gets no answer, tells less than the look that comes next.
  return outcome.outcome === "refused" ? withReason(sent, fault) : sent;
}

function describeOutcome(outcome: SendOutcome): Reason | null {
  switch (outcome.outcome) {
    case "accepted":
      return null;
    case "nonce-too-low":
      return { code: "nonce-too-low", message: outcome.message };
    case "unknown":
      return { code: "send-unknown", message: outcome.reason };
    case "refused":
      return { code: `send-${outcome.code}`, message: outcome.message };
  }
}

function mustBeSigned({ attempts }: CastRecord): void {
  if (attempts.length === 0) throw new Error("nothing was signed, so nothing can have been sent");
}
