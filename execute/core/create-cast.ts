import type { Fire } from "../../contracts/fires.ts";
import type { CastId, TraceId, VaultAddress } from "../../contracts/ids.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import type { TriggerAction } from "../../contracts/trigger.ts";
import type { CastRecord } from "./cast-record.ts";

/** The cast that an accepted fire asks for. Its deadline is the vault's own: the fire's is not believed. */
export function createCast(input: {
  readonly id: CastId;
  readonly vault: VaultAddress;
  readonly fire: Pick<Fire, "triggerId" | "fireId" | "atMs">;
  readonly traceId: TraceId;
  readonly action: Extract<TriggerAction, { type: "cast" }>;
  readonly nowWallMs: number;
}): CastRecord {
  const { id, vault, fire, traceId, action, nowWallMs } = input;
  return {
    cast: {
      id,
      vault,
      spell: action.spell,
      triggerId: fire.triggerId,
      fireId: fire.fireId,
      traceId,
      firedAtMs: fire.atMs,
      notAfterMs: fire.atMs + (parseDurationMs(action.deadline) ?? 0),
      state: "CREATED",
      reason: null,
      txHash: null,
      blockNumber: null,
      blockHash: null,
      balancesBefore: [],
      balancesAfter: [],
      steps: [{ state: "CREATED", atWallMs: nowWallMs }],
    },
    params: action.params,
    attempt: null,
    expectations: [],
    firstSentWallMs: null,
  };
}
