import { z } from "zod";
import { DeadLetter } from "../contracts/dead-letter.ts";
import { emit, type Outcome, retry, type Stage } from "../contracts/stage.ts";

/** Where parked messages are kept for people: one object each, under a key that follows from the message. */
export type DeadLetterDeps = {
  readonly put: (key: string, text: string) => Promise<void>;
};

/** What the platform itself parked comes as it was, without a reason: it is kept all the same. */
const AnyLetter = z.union([DeadLetter, z.json()]);

/** The consumer of every dead-letter queue: nothing that was set aside is ever dropped. */
export const deadLettersStage: Stage<typeof AnyLetter, DeadLetterDeps> = {
  name: "dead-letters",
  input: AnyLetter,
  output: {},
  async process(batch, { put }) {
    const outcomes: Outcome[] = [];
    for (const letter of batch) {
      const parsed = DeadLetter.safeParse(letter);
      const queue = parsed.success ? parsed.data.body.queue : "unknown";
      const text = JSON.stringify(letter);
      try {
        const id = parsed.success ? parsed.data.id : `raw:${await hashOf(text)}`;
        await put(`dead-letters/${queue}/${encodeURIComponent(id)}.json`, text);
        outcomes.push(emit());
      } catch (cause) {
        outcomes.push(retry("archive-unreachable", String(cause)));
      }
    }
    return outcomes;
  },
};

async function hashOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
