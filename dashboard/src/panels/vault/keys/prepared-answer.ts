import { z } from "zod";
import { SafeTxJson } from "../../../../../contracts/safe-tx.ts";
import type { PreparedSession } from "../../../../../contracts/vault-view.ts";

/** What `prepare-session` and `rotate-session` answer. */
const PreparedAnswer = z.object({
  sessionId: z.string(),
  words: z.array(z.string()),
  emergencyWords: z.array(z.string()),
  safeTx: SafeTxJson,
});

/** Null where the answer is of another version: the vault's next view then tells of the keys. */
export function readPrepared(answer: unknown, expiresAtMs: number): PreparedSession | null {
  const parsed = PreparedAnswer.safeParse(answer);
  return parsed.success ? { ...parsed.data, expiresAtMs, canBeArmed: true } : null;
}

const SafeTxAnswer = z.object({ safeTx: SafeTxJson.nullable(), words: z.array(z.string()).optional() });

/** The transaction that an act answered for the owners to sign; null where there is none. */
export function readSafeTx(answer: unknown): { readonly safeTx: SafeTxJson; readonly words: readonly string[] } | null {
  const parsed = SafeTxAnswer.safeParse(answer);
  if (!parsed.success || parsed.data.safeTx === null) return null;
  return { safeTx: parsed.data.safeTx, words: parsed.data.words ?? [] };
}
