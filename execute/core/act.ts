import { type Address, type Hex, hashTypedData, keccak256, stringToBytes } from "viem";
import { z } from "zod";
import { err, ok, type Result } from "../../contracts/result.ts";
import { proofMs, SignatureHex } from "../../contracts/signed-request.ts";
import { TimeMs } from "../../contracts/time.ts";
import type { VaultFault, VaultFaultCode } from "../../contracts/vault-fault.ts";
import { type ActBody, type ActName, actBodies, Hex32 } from "./act-bodies.ts";

/**
 * What owners of a vault's Safe sign for this vault, this body, once, and for at most five minutes. `body` is the JSON text
 * whose hash is signed; `nonce` was issued by the vault; `expiresAtMs` is wall clock. `signature` is what the Safe itself
 * takes: one signature of each owner that is needed, in the order of their addresses, contracts among them.
 */
export const Act = z.strictObject({
  action: z.enum(Object.keys(actBodies) as [ActName, ...ActName[]]),
  body: z.string().max(20_000),
  nonce: Hex32,
  expiresAtMs: TimeMs,
  signature: SignatureHex.transform((text) => text as Hex),
});
export type Act = z.infer<typeof Act>;

export type ActFault = VaultFault;

/** EIP-712 typed data of an act. The domain binds chain and vault: a signature is of no use elsewhere. */
export function actTypedData(input: { chainId: number; vault: Address; act: Omit<Act, "signature"> }) {
  const { action, body, nonce, expiresAtMs } = input.act;
  return {
    domain: { name: "Portent Vault", version: "1", chainId: input.chainId, verifyingContract: input.vault },
    types: {
      Act: [
        { name: "action", type: "string" },
        { name: "bodyHash", type: "bytes32" },
        { name: "nonce", type: "bytes32" },
        { name: "expiresAtMs", type: "uint64" },
      ],
    },
    primaryType: "Act",
    message: { action, bodyHash: keccak256(stringToBytes(body)), nonce, expiresAtMs: BigInt(expiresAtMs) },
  } as const;
}

/** The hash that owners sign for an act. */
export const hashAct = (input: Parameters<typeof actTypedData>[0]): Hex => hashTypedData(actTypedData(input));

/** What is wrong with the time until which a proof is to be valid, null where nothing is. */
export function checkExpiry(expiresAtMs: number, nowWallMs: number): ActFault | null {
  if (expiresAtMs < nowWallMs) return fault("expired", "the signature has expired: sign again");
  return expiresAtMs > nowWallMs + proofMs
    ? fault("expiry-too-far", "a signature may be valid for five minutes at most")
    : null;
}

/** The parsed body of an act, or what is wrong with it. */
export function readActBody<Name extends ActName>(name: Name, text: string): Result<ActBody<Name>, ActFault> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err(fault("bad-body", "the body is no JSON"));
  }
  const parsed = actBodies[name].safeParse(json);
  if (!parsed.success) return err(fault("bad-body", z.prettifyError(parsed.error).slice(0, 500)));
  return ok(parsed.data as ActBody<Name>);
}

export const fault = (code: VaultFaultCode, message: string): ActFault => ({ code, message });
