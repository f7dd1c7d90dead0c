import type { CastCause, CastLane } from "../../contracts/cast.ts";
import type { CastId, FireId, TraceId, TriggerId, VaultAddress } from "../../contracts/ids.ts";
import type { Priority } from "../../contracts/trigger.ts";
import type { CastRecord } from "./cast-record.ts";

/** A cast that something asks for. Times are event or chain time, the deadline is the vault's own: a fire's is not believed. */
export type CastRequest = {
  readonly id: CastId;
  readonly vault: VaultAddress;
  readonly traceId: TraceId;
  readonly cause: CastCause;
  readonly triggerId?: TriggerId;
  readonly fireId?: FireId;
  readonly spell: string;
  readonly params: unknown;
  readonly priority: Priority;
  readonly lane: CastLane;
  readonly askedAtMs: number;
  readonly notAfterMs: number;
  /** After this, what asked for it is too old to act on; at most the deadline. */
  readonly freshUntilMs: number;
};

export function createCast(request: CastRequest, nowWallMs: number): CastRecord {
  const { id, vault, traceId, cause, spell, params, priority, lane, askedAtMs, notAfterMs, freshUntilMs } = request;
  return {
    cast: {
      id,
      vault,
      spell,
      cause,
      triggerId: request.triggerId ?? null,
      fireId: request.fireId ?? null,
      traceId,
      priority,
      lane,
      firedAtMs: askedAtMs,
      notAfterMs,
      freshUntilMs: Math.min(freshUntilMs, notAfterMs),
      state: "CREATED",
      reason: null,
      txHash: null,
      attempts: [],
      gasPaidWei: null,
      order: null,
      blockNumber: null,
      blockHash: null,
      balancesBefore: [],
      balancesAfter: [],
      healthAfter: null,
      steps: [{ state: "CREATED", atWallMs: nowWallMs }],
    },
    params,
    submission: null,
    attempts: [],
    expectations: [],
    position: { kind: "none" },
    firstSentWallMs: null,
    foreignNonceLooks: 0,
    isLaneFree: false,
    isCancelAsked: false,
  };
}
