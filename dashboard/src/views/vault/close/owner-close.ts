import { z } from "zod";
import { SafeTxJson } from "../../../../../contracts/safe-tx.ts";

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
