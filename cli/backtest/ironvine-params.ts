import { z } from "zod";

/** What the spell `ironvine` takes. A test holds it to the spell's own parameters, which stand in a Worker. */
export const IronvineParams = z.strictObject({
  sell: z.string(),
  buy: z.string(),
  fraction: z.string().regex(/^(0\.\d{0,17}[1-9]\d{0,17}|1)$/, 'expected a decimal above 0 and up to 1, such as "0.5"'),
  slippageBps: z.int().min(1).max(1_000),
  deviationBpsMax: z.int().min(1).max(2_000),
});
export type IronvineParams = z.infer<typeof IronvineParams>;
