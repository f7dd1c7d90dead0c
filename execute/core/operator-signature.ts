import { type Address, type Hex, isAddressEqual, recoverTypedDataAddress, type TypedDataDefinition } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";

export type OperatorFault = {
  readonly code: "bad-order" | "not-an-operator" | "outdated";
  readonly message: string;
};

/** An order counts for so long after it was signed. */
const validMs = 5 * 60_000;

export const outdated: OperatorFault = {
  code: "outdated",
  message: "sign the order anew: it is too old, or a later one counted",
};

/** Who signed an order, where that is an operator who has just done so. */
export async function readSigner(
  typedData: TypedDataDefinition,
  { signature, issuedAtMs }: { readonly signature: Hex; readonly issuedAtMs: number },
  { operators, nowWallMs }: { readonly operators: readonly Address[]; readonly nowWallMs: number },
): Promise<Result<Address, OperatorFault>> {
  if (Math.abs(nowWallMs - issuedAtMs) > validMs) return err(outdated);
  const signer = await recoverTypedDataAddress({ ...typedData, signature }).catch(() => null);
  if (signer === null) return err({ code: "bad-order", message: "the signature cannot be read" });
  const isOperator = operators.some((operator) => isAddressEqual(operator, signer));
  return isOperator ? ok(signer) : err({ code: "not-an-operator", message: `${signer} is no operator` });
}
