import { z } from "zod";
import { RefusedQuote } from "../../../../../contracts/journal-records.ts";

/** Answer of `GET /v1/refused-quotes`. */
export const RefusedQuotes = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  quotes: z.array(RefusedQuote),
  nextCursor: z.string().nullable(),
});
export type RefusedQuotes = z.infer<typeof RefusedQuotes>;
