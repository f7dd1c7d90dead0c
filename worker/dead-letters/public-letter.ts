import type { Letter } from "../../contracts/dead-letter-views.ts";

/** Queues whose messages hold no user data. */
const publicQueues: ReadonlySet<string> = new Set(["ticks", "signals"]);

export const isPublicQueue = (queue: string): boolean => publicQueues.has(queue);

/** A letter as anyone may see it: where its queue may hold user data without the message's id and without names in its reason. */
export function toPublicLetter(letter: Letter): Letter {
  if (letter.isPublic) return letter;
  const { reason } = letter;
  return { ...letter, messageId: null, reason: reason && { ...reason, message: hideNames(reason.message) } };
}

/** A reason without what may name somebody: addresses, hashes, whatever stands in quotes or is a value in brackets. */
export const hideNames = (message: string): string =>
  message
    .replace(/(["'`])(?:\\.|(?!\1)[^\\])*\1/gs, "$1…$1")
    .replace(/=\s*\([^)]*\)/g, "=(…)")
    .replace(/0x[0-9a-fA-F]{8,}/g, "0x…")
    .slice(0, 400);
