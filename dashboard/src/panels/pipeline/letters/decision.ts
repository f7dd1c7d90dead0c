import type { Letter, LetterAct } from "../../../../../contracts/dead-letter-views.ts";
import type { UnsignedLetterOrder } from "../../../../../execute/core/letter-order.ts";
import type { ActWords } from "../../../host/owner.ts";

/** What an operator is about to decide: letters by name, or the oldest of a queue. */
export type Decision = {
  readonly act: LetterAct;
  readonly queue: string;
  readonly letters: readonly string[];
  readonly lettersMax: number;
};

export const reasonCharsMax = 200;

/** The order as it is signed. */
export const toOrder = (decision: Decision, reason: string, issuedAtMs: number): UnsignedLetterOrder => ({
  ...decision,
  letters: [...decision.letters],
  reason: reason.trim().slice(0, reasonCharsMax),
  issuedAtMs,
});

const countWords = ({ letters, lettersMax }: Pick<Decision, "letters" | "lettersMax">): string => {
  if (lettersMax > 0) return lettersMax === 1 ? "the oldest message" : `the oldest ${lettersMax} messages`;
  return letters.length === 1 ? "1 message" : `${letters.length} messages`;
};

/** What the operator is told before signing. */
export function describeDecision(decision: Decision): ActWords {
  const { act, queue } = decision;
  const many = countWords(decision);
  if (act === "discard")
    return {
      title: `Discard ${many} of ${queue}`,
      sentences: [
        "They are no longer counted as set aside.",
        "Their text stays in the archive, and they can still be sent again.",
      ],
      isDangerous: false,
    };
  return {
    title: `Send ${many} back to ${queue}`,
    sentences: [
      "Each goes back as it was, byte by byte, under the same id: what was done with it before is not done twice.",
      ...(queue === "fires"
        ? ["The vault checks signature, age and deadline of a fire itself: one that came too late casts nothing."]
        : []),
      "One that fails again is set aside again.",
    ],
    isDangerous: true,
  };
}

/** The queue that all of some letters are of; null where they are of several, or none is chosen. */
export function sharedQueue(letters: readonly Pick<Letter, "queue">[]): string | null {
  const queues = new Set(letters.map(({ queue }) => queue));
  return queues.size === 1 ? ([...queues][0] ?? null) : null;
}
