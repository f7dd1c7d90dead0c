import type { Hex } from "viem";
import { z } from "zod";

/** The domain of all that operators sign; it binds the chain that the vaults are on. */
export const operatorDomain = (chainId: number) => ({ name: "Portent Operators", version: "1", chainId }) as const;

export const OperatorSignature = z.custom<Hex>(
  (value) => typeof value === "string" && /^0x[0-9a-fA-F]{130}$/.test(value),
  "expected a signature of 65 bytes",
);
