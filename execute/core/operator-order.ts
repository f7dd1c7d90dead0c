import type { Address } from "viem";
import { z } from "zod";
import { err, type Result } from "../../contracts/result.ts";
import { TimeMs } from "../../contracts/time.ts";
import { OperatorSignature, operatorDomain } from "./operator-domain.ts";
import { type OperatorFault, outdated, readSigner } from "./operator-signature.ts";

/**
 * An operator sets the trading state of all vaults: signed by one of the operators that the vault Worker is told of, for a
 * moment, which also orders the orders. Whoever carries it can neither make nor change one.
 */
export const OperatorOrder = z.strictObject({
  state: z.enum(["ACTIVE", "REDUCING", "HALTED"]),
  reason: z.string().min(1).max(200),
  issuedAtMs: TimeMs,
  signature: OperatorSignature,
});
export type OperatorOrder = z.infer<typeof OperatorOrder>;

/** EIP-712 typed data of an order. */
export const operatorTypedData = (chainId: number, { state, reason, issuedAtMs }: Omit<OperatorOrder, "signature">) =>
  ({
    domain: operatorDomain(chainId),
    types: {
      TradingState: [
        { name: "state", type: "string" },
        { name: "reason", type: "string" },
        { name: "issuedAtMs", type: "uint64" },
      ],
    },
    primaryType: "TradingState",
    message: { state, reason, issuedAtMs: BigInt(issuedAtMs) },
  }) as const;

/** Who gave an order. An older one than the last that counted is of no use: it cannot be played again. */
export async function readOperator(
  order: OperatorOrder,
  settings: {
    readonly chainId: number;
    readonly operators: readonly Address[];
    readonly lastIssuedAtMs: number;
    readonly nowWallMs: number;
  },
): Promise<Result<Address, OperatorFault>> {
  if (order.issuedAtMs <= settings.lastIssuedAtMs) return err(outdated);
  return readSigner(operatorTypedData(settings.chainId, order), order, settings);
}
