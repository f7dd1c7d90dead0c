import { CastId, FireId, TraceId, TriggerId, VaultAddress } from "../../contracts/ids.ts";
import type { CastRecord } from "./cast-record.ts";

/** A cast that was just created, for tests. */
export const newCast = (change: Partial<CastRecord["cast"]> = {}): CastRecord => ({
  cast: {
    id: CastId.parse(`0x${"c".repeat(64)}`),
    vault: VaultAddress.parse(`0x${"a".repeat(40)}`),
    spell: "ironvine",
    triggerId: TriggerId.parse("eth-falls"),
    fireId: FireId.parse(`0x${"f".repeat(64)}`),
    traceId: TraceId.parse("1".repeat(32)),
    firedAtMs: 1_000,
    notAfterMs: 1_801_000,
    state: "CREATED",
    reason: null,
    txHash: null,
    blockNumber: null,
    blockHash: null,
    balancesBefore: [],
    balancesAfter: [],
    steps: [{ state: "CREATED", atWallMs: 0 }],
    ...change,
  },
  params: {},
  attempt: null,
  expectations: [],
  firstSentWallMs: null,
});

export const testAttempt = { nonce: 7, signedTx: "0x02aa", hash: `0x${"b".repeat(64)}` } as const;
