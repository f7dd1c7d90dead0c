import { type Address, type Hex, hashMessage } from "viem";
import { createSiweMessage, parseSiweMessage } from "viem/siwe";
import { err, ok, type Result } from "../../../contracts/result.ts";
import { signInResources } from "../../../contracts/signed-request.ts";
import type { VaultFault, VaultFaultCode } from "../../../contracts/vault-fault.ts";
import { checkExpiry } from "../act.ts";

export type ExpectedSignIn = {
  readonly vault: string;
  readonly chainId: number;
  /** Pages that may sign people in: `https://portent.example`. */
  readonly origins: readonly string[];
  /** Of the key that came with the message. */
  readonly thumbprint: string;
  readonly nowWallMs: number;
};

export type ReadSignIn = {
  readonly address: Address;
  readonly origin: string;
  readonly nonce: Hex;
  /** What the owner signed. */
  readonly hash: Hex;
};

/**
 * What an EIP-4361 message says, if it is for this vault, this chain, this key, a page that is allowed, and now. Whether
 * an owner signed it, and whether the nonce is good, is not asked here.
 */
export function readSignIn(message: string, expected: ExpectedSignIn): Result<ReadSignIn, VaultFault> {
  const read = parseSiweMessage(message);
  const { address, chainId, domain, expirationTime, issuedAt, nonce, uri } = read;
  if (
    address === undefined ||
    chainId === undefined ||
    domain === undefined ||
    nonce === undefined ||
    uri === undefined ||
    issuedAt === undefined ||
    expirationTime === undefined ||
    !isCanonical(message, read)
  ) {
    return refuse("bad-sign-in", "expected an EIP-4361 message, version 1, with the times at which it is valid");
  }
  if (chainId !== expected.chainId) return refuse("wrong-chain", `this vault is on chain ${expected.chainId}`);
  const origin = expected.origins.find((allowed) => isFrom(allowed, { domain, uri, scheme: read.scheme }));
  if (origin === undefined) return refuse("wrong-origin", `this vault signs nobody in from ${domain}`);
  const resources = signInResources(expected.vault, expected.thumbprint);
  if (JSON.stringify(read.resources) !== JSON.stringify(resources)) {
    return refuse("wrong-resource", `expected the resources ${resources.join(" and ")}`);
  }
  const times = checkTimes({ issuedAt, expirationTime, notBefore: read.notBefore }, expected.nowWallMs);
  if (times !== null) return err(times);
  if (!/^[0-9a-f]{64}$/.test(nonce)) return refuse("unknown-nonce", "the nonce is none of this vault");
  return ok({ address, origin, nonce: `0x${nonce}`, hash: hashMessage(message) });
}

/** The parser looks for the fields within the text: what it read has to be all that stands there, in the one form. */
function isCanonical(message: string, read: ReturnType<typeof parseSiweMessage>): boolean {
  try {
    return createSiweMessage(read as Parameters<typeof createSiweMessage>[0]) === message;
  } catch {
    return false;
  }
}

function isFrom(allowed: string, said: { domain: string; uri: string; scheme: string | undefined }): boolean {
  const { host, origin, protocol } = new URL(allowed);
  if (said.domain !== host || (said.scheme !== undefined && `${said.scheme}:` !== protocol)) return false;
  try {
    return new URL(said.uri).origin === origin;
  } catch {
    return false;
  }
}

function checkTimes(
  { issuedAt, expirationTime, notBefore }: { issuedAt: Date; expirationTime: Date; notBefore: Date | undefined },
  nowWallMs: number,
): VaultFault | null {
  const [fromMs, toMs] = [Math.max(issuedAt.getTime(), notBefore?.getTime() ?? 0), expirationTime.getTime()];
  if (fromMs > nowWallMs) return { code: "bad-sign-in", message: "the message is of a time that has not come" };
  // Of all the time between, not of what is left: an hour's message is not good in its last minutes either.
  return checkExpiry(toMs, nowWallMs) ?? checkExpiry(toMs, issuedAt.getTime());
}

const refuse = (code: VaultFaultCode, message: string): Result<never, VaultFault> => err({ code, message });
