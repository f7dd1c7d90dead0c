import { concatHex, type Hex, numberToHex, recoverAddress, slice } from "viem";
import { type CoSignRequest, hashOf } from "./co-sign-request.ts";

export type KeySigner = { readonly owner: string; readonly signature: Hex };

/** Whose keys have signed, lower case, in the order of the request; null in the place of what is no signature of it. */
export function readSigners(request: CoSignRequest): Promise<readonly (KeySigner | null)[]> {
  const hash = hashOf(request);
  return Promise.all(request.signatures.map((signature) => recover(hash, signature)));
}

async function recover(hash: Hex, given: Hex): Promise<KeySigner | null> {
  const signature = withSafeV(given);
  try {
    return { owner: (await recoverAddress({ hash, signature })).toLowerCase(), signature };
  } catch {
    return null;
  }
}

/** Some wallets count `v` from 0. To a Safe 0 and 1 mean something else, so a key's is 27 or 28. */
export function withSafeV(signature: Hex): Hex {
  const v = Number(slice(signature, 64));
  return v < 2 ? concatHex([slice(signature, 0, 64), numberToHex(v + 27, { size: 1 })]) : signature;
}
