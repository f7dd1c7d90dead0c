import { type Hex, isHex } from "viem";
import { z } from "zod";

/** Shapes of a node's answers, reduced to what is used. Quantities become bigint, times Unix seconds. */

export const HexText = z.custom<Hex>((value) => isHex(value), "expected hex");
export const HashText = z.custom<Hex>((value) => isHex(value) && value.length === 66, "expected 32 bytes as hex");
export const Quantity = z
  .string()
  .regex(/^0x[0-9a-fA-F]+$/, "expected a hex quantity")
  .transform((text) => BigInt(text));

export const Log = z.object({ address: HexText, topics: z.array(HexText), data: HexText });

/** Logs of mined transactions, as `eth_getLogs` gives them. */
export const MinedLogs = z.array(
  z.object({
    transactionHash: HashText,
    blockNumber: Quantity,
    blockHash: HashText,
    /** True where its block was reorganised away. */
    removed: z.boolean().optional(),
  }),
);

export const Receipt = z.object({
  transactionHash: HashText,
  blockHash: HashText,
  blockNumber: Quantity,
  status: z.enum(["0x0", "0x1"]).transform((flag) => (flag === "0x1" ? ("success" as const) : ("reverted" as const))),
  gasUsed: Quantity,
  effectiveGasPrice: Quantity,
  logs: z.array(Log),
});
export type Receipt = z.infer<typeof Receipt>;

export const Block = z.object({
  number: Quantity,
  hash: HashText,
  parentHash: HashText,
  timestamp: Quantity,
  baseFeePerGas: Quantity,
  gasLimit: Quantity,
});
export type Block = z.infer<typeof Block>;

export const Transaction = z.object({
  hash: HashText,
  nonce: Quantity,
  /** Null while it waits in the pool. */
  blockHash: HashText.nullable(),
  blockNumber: Quantity.nullable(),
});
export type Transaction = z.infer<typeof Transaction>;

export const FeeHistory = z.object({
  oldestBlock: Quantity,
  baseFeePerGas: z.array(Quantity).min(1),
  reward: z.array(z.array(Quantity)).nullish(),
});
export type FeeHistory = z.infer<typeof FeeHistory>;
