import { z } from "zod";
import { BigIntText } from "../../../../../contracts/ids.ts";

/** What a Safe's owner signs (EIP-712 `SafeTx`): amounts as decimal strings, `operation` 1 is a delegate call. */
export const SafeTxJson = z.strictObject({
  to: z.string(),
  value: BigIntText,
  data: z.string().regex(/^0x([0-9a-f]{2})*$/i, "expected bytes as hex"),
  operation: z.union([z.literal(0), z.literal(1)]),
  safeTxGas: BigIntText,
  baseGas: BigIntText,
  gasPrice: BigIntText,
  gasToken: z.string(),
  refundReceiver: z.string(),
  nonce: BigIntText,
});
export type SafeTxJson = z.infer<typeof SafeTxJson>;

/** The answer of `/v1/vaults/:address/close-calls`. */
export const OwnerClose = z.strictObject({
  /** Null where nothing is open that could be closed now. */
  safeTx: SafeTxJson.nullable(),
  /** Its calls, a sentence each. */
  calls: z.array(z.string()),
  /** What could not be planned, and why. */
  blockers: z.array(z.string()),
});
export type OwnerClose = z.infer<typeof OwnerClose>;
