import type { Address } from "viem";
import type { VaultAddress } from "../../contracts/ids.ts";
import type { PreparedSession } from "../../contracts/vault-view.ts";
import type { Chain } from "../adapters/chain.ts";
import type { SessionRecords } from "../records/session-records.ts";

type PreparedDeps = {
  readonly sessions: SessionRecords;
  readonly chain: Pick<Chain, "safeNonce">;
  readonly vault: VaultAddress;
};

/** The keys that were made last, where they wait to be armed. Those that were made before them are not gone back to. */
export async function describePrepared({ sessions, chain, vault }: PreparedDeps): Promise<PreparedSession | null> {
  const session = sessions.latest("main");
  if (session?.state !== "prepared") return null;
  const nonce = await chain.safeNonce(vault as Address);
  const paired = session.pairedId === null ? undefined : sessions.find(session.pairedId);
  return {
    sessionId: session.id,
    words: [...session.words],
    emergencyWords: [...(paired?.words ?? [])],
    expiresAtMs: session.expiresAtMs,
    safeTx: session.armTx ?? null,
    canBeArmed: nonce.ok ? nonce.value <= BigInt(session.armNonce) : null,
  };
}
