import { type Address, type Hex, isAddressEqual, isHex, recoverTypedDataAddress } from "viem";
import { z } from "zod";
import { err, ok, type Result } from "../../contracts/result.ts";
import { TimeMs } from "../../contracts/time.ts";

/**
 * An operator sets the trading state of all vaults: signed by one of the operators that the vault Worker is told of, for a
 * moment, which also orders the orders. Whoever carries it can neither make nor change one.
 */
export const OperatorOrder = z.strictObject({
  state: z.enum(["ACTIVE", "REDUCING", "HALTED"]),
  reason: z.string().min(1).max(200),
  issuedAtMs: TimeMs,
  signature: z.custom<Hex>((value) => isHex(value) && value.length === 132, "expected a signature of 65 bytes"),
});
export type OperatorOrder = z.infer<typeof OperatorOrder>;

export type OperatorFault = {
  readonly code: "bad-order" | "not-an-operator" | "outdated";
  readonly message: string;
};

/** An order counts for so long after it was signed. */
const validMs = 5 * 60_000;

/** EIP-712 typed data of an order; the domain binds the chain that the vaults are on. */
export const operatorTypedData = (chainId: number, { state, reason, issuedAtMs }: Omit<OperatorOrder, "signature">) =>
  ({
    domain: { name: "Portent Operators", version: "1", chainId },
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
  const { chainId, operators, lastIssuedAtMs, nowWallMs } = settings;
  const isInTime = Math.abs(nowWallMs - order.issuedAtMs) <= validMs && order.issuedAtMs > lastIssuedAtMs;
  if (!isInTime)
    return err({ code: "outdated", message: "sign the order anew: it is too old, or a later one counted" });
  const { signature } = order;
  const signer = await recoverTypedDataAddress({ ...operatorTypedData(chainId, order), signature }).catch(() => null);
  if (signer === null) return err({ code: "bad-order", message: "the signature cannot be read" });
  const isOperator = operators.some((operator) => isAddressEqual(operator, signer));
  return isOperator ? ok(signer) : err({ code: "not-an-operator", message: `${signer} is no operator` });
}
