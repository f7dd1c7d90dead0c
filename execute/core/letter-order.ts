import { z } from "zod";
import { LetterAct, LetterId } from "../../contracts/dead-letter-views.ts";
import { TimeMs } from "../../contracts/time.ts";
import { OperatorSignature, operatorDomain } from "./operator-domain.ts";

/** Letters that one order may name, or take of a queue. */
export const lettersPerOrder = 200;

const content = {
  act: LetterAct,
  queue: z.string().min(1).max(64),
  /** These; none: the oldest `lettersMax` that are parked in the queue. */
  letters: z.array(LetterId).max(lettersPerOrder),
  lettersMax: z.int().min(0).max(lettersPerOrder),
  reason: z.string().min(1).max(200),
  issuedAtMs: TimeMs,
};
const namesSome = ({ letters, lettersMax }: { readonly letters: readonly string[]; readonly lettersMax: number }) =>
  letters.length > 0 !== lettersMax > 0;
const namesSomeWords = "name letters, or how many of the queue at most, and not both";

/** What an operator decides about messages that were set aside. Nothing of a message itself can be changed by it. */
export const UnsignedLetterOrder = z.strictObject(content).refine(namesSome, namesSomeWords);
export type UnsignedLetterOrder = z.infer<typeof UnsignedLetterOrder>;

export const LetterOrder = z
  .strictObject({ ...content, signature: OperatorSignature })
  .refine(namesSome, namesSomeWords);
export type LetterOrder = z.infer<typeof LetterOrder>;

/** EIP-712 typed data of an order. */
export const letterOrderTypedData = (chainId: number, order: UnsignedLetterOrder) =>
  ({
    domain: operatorDomain(chainId),
    types: {
      DeadLetters: [
        { name: "act", type: "string" },
        { name: "queue", type: "string" },
        { name: "letters", type: "string[]" },
        { name: "lettersMax", type: "uint32" },
        { name: "reason", type: "string" },
        { name: "issuedAtMs", type: "uint64" },
      ],
    },
    primaryType: "DeadLetters",
    message: {
      act: order.act,
      queue: order.queue,
      letters: order.letters,
      lettersMax: order.lettersMax,
      reason: order.reason,
      issuedAtMs: BigInt(order.issuedAtMs),
    },
  }) as const;
