import { z } from "zod";
import { VaultFault } from "./vault-fault.ts";

/** Every expected error that a client can meet: its stable code, HTTP status and a sentence for users. */
export const problems = {
  "not-found": { status: 404, title: "There is nothing at this address." },
  "bad-request": { status: 400, title: "The request does not have the form that this route expects." },
  "not-allowed": { status: 403, title: "This vault shows itself to its own people only." },
  unavailable: { status: 503, title: "A part that this answer needs is not reachable at present." },
  "rate-limited": { status: 429, title: "Too many requests. Try again in a moment." },
  "vault-refused": { status: 422, title: "The vault refused this." },
  "trigger-refused": { status: 422, title: "The trigger has a mistake." },
  "bad-range": { status: 416, title: "The file does not have these bytes." },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof problems;

/** RFC 9457 problem document. */
export const Problem = z.strictObject({
  type: z.string(),
  code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** The vault's own refusal, where it is one. */
  fault: VaultFault.optional(),
});
export type Problem = z.infer<typeof Problem>;
