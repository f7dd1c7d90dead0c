import { CastId, FireId, TraceId, TriggerId, VaultAddress } from "../../contracts/ids.ts";
import type { CastRecord } from "./cast-record.ts";
import { createCast } from "./create-cast.ts";

/** A cast that was just created, for tests. */
export function newCast(change: Partial<CastRecord["cast"]> = {}): CastRecord {
  const record = createCast({
    id: CastId.parse(`0x${"c".repeat(64)}`),
    vault: VaultAddress.parse(`0x${"a".repeat(40)}`),
    fire: { triggerId: TriggerId.parse("eth-falls"), fireId: FireId.parse(`0x${"f".repeat(64)}`), atMs: 1_000 },
    traceId: TraceId.parse("1".repeat(32)),
    action: { type: "cast", spell: "ironvine", params: {}, deadline: "30m" },
    nowWallMs: 0,
  });
  return { ...record, cast: { ...record.cast, ...change } };
}

export const testAttempt = { nonce: 7, signedTx: "0x02aa", hash: `0x${"b".repeat(64)}` } as const;
