import { CastId, FireId, TraceId, TriggerId, VaultAddress } from "../../contracts/ids.ts";
import type { Attempt, CastRecord } from "./cast-record.ts";
import { createCast } from "./create-cast.ts";

/** A cast that was just created, for tests. */
export function newCast(change: Partial<CastRecord["cast"]> = {}): CastRecord {
  const record = createCast(
    {
      id: CastId.parse(`0x${"c".repeat(64)}`),
      vault: VaultAddress.parse(`0x${"a".repeat(40)}`),
      cause: "fire",
      triggerId: TriggerId.parse("eth-falls"),
      fireId: FireId.parse(`0x${"f".repeat(64)}`),
      traceId: TraceId.parse("1".repeat(32)),
      spell: "ironvine",
      params: {},
      priority: "opportunistic",
      lane: "main",
      askedAtMs: 1_000,
      notAfterMs: 1_801_000,
      freshUntilMs: 1_801_000,
    },
    0,
  );
  return { ...record, cast: { ...record.cast, ...change } };
}

export const testAttempt: Attempt = {
  kind: "cast",
  nonce: 7,
  signedTx: "0x02aa",
  hash: `0x${"b".repeat(64)}`,
  maxFeeWei: "100",
  tipWei: "10",
  signedAtBlock: 10,
};
