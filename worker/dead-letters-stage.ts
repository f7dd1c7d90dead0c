import { z } from "zod";
import { DeadLetter } from "../contracts/dead-letter.ts";
import { emit, type Outcome, retry, type Stage } from "../contracts/stage.ts";
import { describeLetter, type ParkedLetter } from "./dead-letters/describe-letter.ts";

/** Where parked messages are kept for people: one object each, under a key that follows from the message, and a row in the list. */
export type DeadLetterDeps = {
  /** Whose dead-letter queue it is. */
  readonly queue: string;
  readonly put: (key: string, text: string) => Promise<void>;
  readonly list: (letter: ParkedLetter) => Promise<void>;
};

/** What the platform itself parked comes as it was, without a reason: it is kept all the same. */
const AnyLetter = z.union([DeadLetter, z.json()]);

/** The consumer of every dead-letter queue: nothing that was set aside is ever dropped. */
export const deadLettersStage: Stage<typeof AnyLetter, DeadLetterDeps> = {
  name: "dead-letters",
  input: AnyLetter,
  output: {},
  async process(batch, { queue, put, list }) {
    const outcomes: Outcome[] = [];
    for (const message of batch) {
      try {
        const { letter, text } = await describeLetter(queue, message);
        await put(letter.key, text);
        await list(letter);
        outcomes.push(emit());
      } catch (cause) {
        outcomes.push(retry("archive-unreachable", String(cause)));
      }
    }
    return outcomes;
  },
};
