import type { Address, Hex } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import { keyThumbprint, type P256Key, SignIn } from "../../contracts/signed-request.ts";
import { readSignIn } from "../core/access/read-sign-in.ts";
import { toSafeSignature } from "../core/access/safe-signatures.ts";
import { isUsableKey } from "../core/access/verify-key-signature.ts";
import { type ActFault, fault } from "../core/act.ts";
import { type OwnersDeps, proveOwners } from "./prove-owners.ts";

export type SignInDeps = {
  readonly vault: string;
  readonly chainId: number;
  /** Of the variable `ALLOWED_ORIGINS`. */
  readonly origins: readonly string[];
  readonly owners: OwnersDeps;
  readonly nowWallMs: () => number;
  /** Counts it against whoever signed, before the chain is asked. */
  readonly limit: (hash: Hex, signatures: Hex) => Promise<ActFault | null>;
  readonly consumeNonce: (nonce: Hex) => Promise<boolean>;
};

export type ProvedSignIn = { readonly owner: Address; readonly origin: string; readonly key: P256Key };

/** That an owner of the Safe signed in from an allowed page with this key, now and once. The nonce is used up by this. */
export async function proveSignIn(input: unknown, deps: SignInDeps): Promise<Result<ProvedSignIn, ActFault>> {
  const parsed = SignIn.safeParse(input);
  if (!parsed.success) return err(fault("bad-sign-in", parsed.error.issues[0]?.message ?? "malformed"));
  const { message, key } = parsed.data;
  if (deps.origins.length === 0) {
    return err(fault("wrong-origin", "ALLOWED_ORIGINS of the vault Worker names no page"));
  }
  if (!(await isUsableKey(key))) return err(fault("bad-sign-in", "the key is no point on P-256"));
  const { vault, chainId, origins } = deps;
  const thumbprint = await keyThumbprint(key);
  const read = readSignIn(message, { vault, chainId, origins, thumbprint, nowWallMs: deps.nowWallMs() });
  if (!read.ok) return read;
  const { address, hash, nonce, origin } = read.value;
  const signatures = await toSafeSignature(address, hash, parsed.data.signature as Hex);
  const limited = await deps.limit(hash, signatures);
  if (limited !== null) return err(limited);
  const signers = await proveOwners({ hash, signatures, proof: "owner", isStop: false }, deps.owners);
  if (!signers.ok) return signers;
  if (signers.value[0] !== address) return err(fault("not-an-owner", `${address} did not sign this message`));
  if (!(await deps.consumeNonce(nonce))) {
    return err(fault("unknown-nonce", "ask this vault for a nonce; each is good for one signature"));
  }
  return ok({ owner: address, origin, key });
}
