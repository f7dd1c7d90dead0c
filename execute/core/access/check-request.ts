import type { SignedRequest } from "../../../contracts/signed-request.ts";
import type { VaultFault } from "../../../contracts/vault-fault.ts";
import { checkExpiry } from "../act.ts";

/** A sign-in or a grant, as far as its requests are concerned. */
export type RequestCaller = {
  readonly expiresWallMs: number;
  readonly isRevoked: boolean;
  /** The highest that was taken. */
  readonly counter: number;
};

/** What is wrong with a request that its caller's key has signed, null where nothing is. */
export function checkRequest(
  request: Pick<SignedRequest, "caller" | "counter" | "expiresAtMs">,
  caller: RequestCaller,
  nowWallMs: number,
): VaultFault | null {
  const expiry = checkExpiry(request.expiresAtMs, nowWallMs);
  if (expiry !== null) return expiry;
  const isAgent = request.caller.startsWith("agent:");
  if (caller.isRevoked) return { code: isAgent ? "grant-revoked" : "unknown-caller", message: "it was revoked" };
  if (caller.expiresWallMs <= nowWallMs) {
    return { code: isAgent ? "grant-expired" : "unknown-caller", message: "it has expired" };
  }
  return request.counter <= caller.counter
    ? { code: "replayed", message: `the counter has to be above ${caller.counter}` }
    : null;
}
