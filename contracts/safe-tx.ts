import { z } from "zod";
import { BigIntText } from "./ids.ts";

const AddressText = z.templateLiteral(["0x", z.string().regex(/^[0-9a-fA-F]{40}$/)]);
const BytesText = z.templateLiteral(["0x", z.string().regex(/^([0-9a-fA-F]{2})*$/)]);

/** What a Safe's owners sign (EIP-712 `SafeTx`): amounts as decimal strings, `operation` 1 is a delegate call. */
export const SafeTxJson = z.strictObject({
  to: AddressText,
  value: BigIntText,
  data: BytesText,
  operation: z.union([z.literal(0), z.literal(1)]),
  safeTxGas: BigIntText,
  baseGas: BigIntText,
  gasPrice: BigIntText,
  gasToken: AddressText,
  refundReceiver: AddressText,
  nonce: BigIntText,
});
export type SafeTxJson = z.infer<typeof SafeTxJson>;
