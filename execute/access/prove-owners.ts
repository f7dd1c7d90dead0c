import type { Address, Hex } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { Chain } from "../adapters/chain.ts";
import { isOtherContract } from "../adapters/read-contract.ts";
import type { ActProof } from "../core/access/act-proofs.ts";
import { readSigners } from "../core/access/safe-signatures.ts";
import { type ActFault, fault } from "../core/act.ts";

export type OwnersDeps = {
  readonly chain: Pick<Chain, "ownersOf" | "isSignedByOwners">;
  readonly safe: Address;
  /** The owners at the last good read. */
  readonly remembered: () => readonly Address[];
  /** Told what each good read says. */
  readonly noteOwners: (owners: readonly Address[]) => void;
};

export type SignedByOwner = {
  readonly hash: Hex;
  /** As the Safe takes them. */
  readonly signatures: Hex;
  readonly proof: ActProof;
  /** Takes power away and moves nothing (`isStop`). */
  readonly isStop: boolean;
};

/**
 * The owners that signed a hash: as many as the proof asks for, each asked of the chain now, the Safe itself judging the
 * signatures. Where the chain gives no answer nobody is an owner, but for one case: a remembered owner's key may stop.
 */
export async function proveOwners(
  { hash, signatures, proof, isStop }: SignedByOwner,
  { chain, safe, remembered, noteOwners }: OwnersDeps,
): Promise<Result<readonly Address[], ActFault>> {
  const safeOwners = await chain.ownersOf(safe);
  if (!safeOwners.ok) {
    const [signer] = (await readSigners(hash, signatures, 1)) ?? [];
    const isKnown = signer !== undefined && !signer.isContract && remembered().includes(signer.address);
    if (isStop && isKnown) return ok([signer.address]);
    return isOtherContract(safeOwners.error)
      ? err(fault("no-safe", `nothing at ${safe} has owners`))
      : err(fault("chain-unreachable", safeOwners.error.message));
  }
  const { owners, threshold } = safeOwners.value;
  noteOwners(owners);
  const required = proof === "owners" ? threshold : 1;
  const signers = await readSigners(hash, signatures, required);
  if (signers === undefined) {
    return err(fault("too-few-signatures", `this Safe needs ${threshold} signatures for that`));
  }
  const addresses = signers.map(({ address }) => address);
  const stranger = addresses.find((address) => !owners.includes(address));
  if (stranger !== undefined) return err(fault("not-an-owner", `${stranger} is not an owner of this Safe`));
  const isSigned = await chain.isSignedByOwners({ safe, hash, signatures, required });
  if (!isSigned.ok) return err(fault("chain-unreachable", isSigned.error.message));
  return isSigned.value ? ok(addresses) : err(fault("not-an-owner", "the Safe does not take these signatures"));
}

/** Whether somebody who proved to be an owner earlier still is one; `whenUnknown` decides where the chain gives no answer. */
export async function proveStillOwner(
  owner: Address,
  whenUnknown: "refuse" | "trust-remembered",
  { chain, safe, remembered, noteOwners }: OwnersDeps,
): Promise<ActFault | null> {
  const safeOwners = await chain.ownersOf(safe);
  if (!safeOwners.ok) {
    const isTrusted = whenUnknown === "trust-remembered" && remembered().includes(owner);
    return isTrusted ? null : fault("chain-unreachable", safeOwners.error.message);
  }
  noteOwners(safeOwners.value.owners);
  return safeOwners.value.owners.includes(owner)
    ? null
    : fault("owner-removed", `${owner} is no owner of this Safe any more`);
}
