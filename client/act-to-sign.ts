import type { Address, Hex } from "viem";
import type { IssuedNonce } from "../contracts/signed-request.ts";
import { type Act, actTypedData } from "../execute/core/act.ts";
import type { ActBody, ActName } from "../execute/core/act-bodies.ts";

/** An act with the vault's nonce, and the EIP-712 data that an owner's wallet signs for it. */
export function actToSign<Name extends ActName>(input: {
  readonly chainId: number;
  /** Lower case. */
  readonly vault: Address;
  readonly action: Name;
  readonly body: ActBody<Name>;
  readonly issued: IssuedNonce;
}): { readonly act: Omit<Act, "signature">; readonly typedData: ReturnType<typeof actTypedData> } {
  const { chainId, vault, action, body, issued } = input;
  const act = {
    action,
    body: JSON.stringify(body),
    nonce: issued.nonce as Hex,
    expiresAtMs: issued.expiresAtMs,
  };
  return { act, typedData: actTypedData({ chainId, vault, act }) };
}
