import { toBase64Url } from "../contracts/bytes-text.ts";
import { requestText, type SignedRequest } from "../contracts/signed-request.ts";
import { signText } from "./request-key.ts";

/** A request that a vault takes once, signed by the key of a sign-in or of an agent's grant. */
export async function signRequest(
  request: Omit<SignedRequest, "signature">,
  privateKey: CryptoKey,
): Promise<SignedRequest> {
  return { ...request, signature: await signText(privateKey, await requestText(request)) };
}

/** A signed request as the header `authorization` carries it, for reads. */
export const proofHeader = (request: SignedRequest): string =>
  `Proof ${toBase64Url(new TextEncoder().encode(JSON.stringify(request)))}`;
