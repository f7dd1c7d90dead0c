import { err, ok, type Result } from "../../../../contracts/result.ts";
import { type CoSignRequest, hashOf } from "./co-sign-request.ts";
import { withSafeV } from "./read-signers.ts";

/** A request with the signatures of another copy of it added. The problem is a sentence. */
export function mergeRequests(own: CoSignRequest, given: CoSignRequest): Result<CoSignRequest, string> {
  const isSame = own.vault === given.vault && own.chainId === given.chainId && hashOf(own) === hashOf(given);
  if (!isSame) return err("This is a request for something else. Nothing was added.");
  const there = new Set(own.signatures.map((signature) => withSafeV(signature).toLowerCase()));
  const added = given.signatures.filter((signature) => !there.has(withSafeV(signature).toLowerCase()));
  if (added.length === 0) return err("There is no signature in it that is not here already.");
  return ok({ ...own, signatures: [...own.signatures, ...added] });
}
