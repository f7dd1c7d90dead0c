import type { Cast } from "../../../contracts/cast.ts";
import type { CastRecord } from "../cast-record.ts";
import type { Execution, Look, Mined, Reason } from "./cast-event.ts";
import { findBrokenExpectation } from "./check-expectations.ts";
import { move } from "./move.ts";

/** Without a receipt for this long, the outcome counts as unknown and is looked into. */
export const verifyAfterMs = 2 * 60_000;
/** After this long in all, a person must look. It is observed on: what was mined is the truth. */
export const stuckAfterMs = 17 * 60_000;
/** So many looks in a row must agree that somebody else has used the nonce. */
export const foreignNonceLooksMin = 3;

/**
 * What one whole look at the chain means for a cast that was signed. An execution that is final ends it. Without one, it
 * ends only when a final block is past its deadline: then the guard refuses whoever would still send it. Until then the
 * signed call, which is public, may be executed by anyone, also when its own transaction reverted.
 */
export function judgeLook(record: CastRecord, look: Look, nowWallMs: number): CastRecord {
  const mined = look.execution ?? look.reverted ?? look.freed;
  const foreignNonceLooks = countForeignLooks(record, look, mined);
  const isNonceTaken = foreignNonceLooks >= foreignNonceLooksMin;
  const known = { ...record, foreignNonceLooks, isLaneFree: mined !== null || isNonceTaken };
  if (look.execution !== null) return afterExecution(known, look.execution, look, nowWallMs);
  const isFinal = mined !== null && mined.blockNumber <= look.finalized.number;
  const isOver = look.finalized.timeMs > record.cast.notAfterMs;
  if (look.reverted !== null) {
    const reason = toReason("reverted", "the chain executed the transaction and took everything back");
    if (isFinal && isOver) return move(known, "REVERTED", nowWallMs, { ...blockOf(look.reverted), reason });
    return move(known, "CONFIRMED", nowWallMs, { ...blockOf(look.reverted), reason }, "reverted");
  }
  if (isOver && (isFinal || isNonceTaken)) {
    const reason = describeCancel(record, isNonceTaken);
    const gasPaidWei = look.freed?.gasPaidWei?.toString() ?? "0";
    return move(known, "CANCELLED", nowWallMs, { ...noBlock, gasPaidWei, reason });
  }
  return afterAbsence(known, look, nowWallMs);
}

function countForeignLooks({ attempts, foreignNonceLooks }: CastRecord, look: Look, mined: Mined | null): number {
  const nonce = attempts[0]?.nonce;
  const isTaken = mined === null && nonce !== undefined && look.nextNonceFinalized > nonce;
  return isTaken ? foreignNonceLooks + 1 : 0;
}

function afterExecution(record: CastRecord, execution: Execution, look: Look, nowWallMs: number): CastRecord {
  const block: Partial<Cast> = {
    ...blockOf(execution),
    balancesBefore: [...execution.balancesBefore],
    balancesAfter: [...execution.balancesAfter],
    healthAfter: execution.healthAfter,
    reason: null,
  };
  if (execution.blockNumber > look.finalized.number) return move(record, "CONFIRMED", nowWallMs, block);
  const broken = findBrokenExpectation(record.expectations, execution);
  if (broken !== null) return move(record, "INCLUDED_UNVERIFIED", nowWallMs, { ...block, reason: broken });
  if (look.order === null) return move(record, "FINALIZED", nowWallMs, block);
  const ordered = { ...block, order: look.order };
  switch (look.order.status) {
    case "open": {
      const reason = toReason("order-open", "the order stands in its block for good and waits for the keeper");
      return move(record, "CONFIRMED", nowWallMs, { ...ordered, reason });
    }
    case "executed":
      return move(record, "FINALIZED", nowWallMs, ordered);
    case "cancelled": {
      const reason = toReason("order-cancelled", "the order was cancelled and what it held came back");
      return move(record, "FINALIZED", nowWallMs, { ...ordered, reason });
    }
    case "frozen": {
      const message = "the keeper has frozen the order: it can be taken back once its deadline is over";
      const reason = toReason("order-frozen", message);
      return move(record, "INCLUDED_UNVERIFIED", nowWallMs, { ...ordered, reason });
    }
  }
}

function afterAbsence(record: CastRecord, look: Look, nowWallMs: number): CastRecord {
  const { state } = record.cast;
  if (look.freed !== null) {
    const reason = toReason("waits-for-deadline", "its nonce is free again; it ends once its deadline is final");
    return move(record, "VERIFYING", nowWallMs, { ...noBlock, reason });
  }
  if (record.foreignNonceLooks > 0) {
    const message = "another transaction has used the nonce of this cast; its own hashes are in no block";
    return move(record, "VERIFYING", nowWallMs, { ...noBlock, reason: toReason("nonce-taken", message) });
  }
  if (state === "CONFIRMED") {
    const reason = toReason("reorganised", "its block is gone; it is looked for and sent again");
    return move(record, "VERIFYING", nowWallMs, { ...noBlock, reason }, "its block is gone: a reorganisation");
  }
  // Never sent as far as is known: it is not the chain that keeps it waiting.
  if (record.firstSentWallMs === null) return record;
  const waitedMs = nowWallMs - record.firstSentWallMs;
  if (waitedMs > stuckAfterMs) {
    const message = "not mined for 17 minutes; check the relayer's ether and the chain's fees, or cancel the cast";
    return state === "STUCK"
      ? record
      : move(record, "STUCK", nowWallMs, { ...noBlock, reason: toReason("no-receipt", message) });
  }
  if (waitedMs > verifyAfterMs) {
    if (state === "VERIFYING") return record;
    return move(record, "VERIFYING", nowWallMs, noBlock, "no receipt within two minutes");
  }
  if (!look.isInPool) return record;
  return move(record, "PENDING", nowWallMs, state === "PENDING" ? {} : { ...noBlock, reason: null });
}

function describeCancel({ isCancelAsked }: CastRecord, isNonceTaken: boolean): Reason {
  // What it waited for meanwhile is its reason until then, and not why it ends.
  if (isCancelAsked) return toReason("cancelled-by-owner", "it was taken back, and can never execute any more");
  if (isNonceTaken) return toReason("nonce-taken", "another transaction used its nonce; its deadline is over");
  return toReason("expired-unmined", "not mined before its deadline; it can never execute any more");
}

const noBlock: Partial<Cast> = {
  blockNumber: null,
  blockHash: null,
  balancesAfter: [],
  healthAfter: null,
  gasPaidWei: null,
};

const blockOf = ({ hash, blockNumber, blockHash, gasPaidWei }: Mined): Partial<Cast> => ({
  txHash: hash,
  blockNumber: blockNumber.toString(),
  blockHash,
  gasPaidWei: gasPaidWei === null ? null : gasPaidWei.toString(),
});

const toReason = (code: string, message: string): Reason => ({ code, message });
