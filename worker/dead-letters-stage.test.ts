import { expect, test } from "vitest";
import type { ParkedLetter } from "./dead-letters/describe-letter.ts";
import { deadLettersStage } from "./dead-letters-stage.ts";

const letter = {
  id: "dead:signals:signals:1/2",
  schema: "dead-letter",
  version: 1,
  eventTimeMs: 0,
  traceId: "1".repeat(32),
  body: {
    queue: "signals",
    reason: { code: "hopeless", message: "never" },
    parkedWallMs: 1,
    original: { id: "signals:1" },
  },
};

async function run(letters: unknown[], put = async (_key: string, _text: string) => {}) {
  const kept = new Map<string, string>();
  const listed: ParkedLetter[] = [];
  const outcomes = await deadLettersStage.process(letters as never, {
    queue: "ticks",
    put: async (key, text) => {
      await put(key, text);
      kept.set(key, text);
    },
    list: async (letter) => {
      // Whoever finds it in the list finds it in the archive.
      expect(kept.has(letter.key)).toBe(true);
      listed.push(letter);
    },
  });
  return { kinds: outcomes.map(({ kind }) => kind), kept, listed };
}

test("a letter is kept under its queue and id: a repeat overwrites itself", async () => {
  const { kinds, kept, listed } = await run([letter, letter]);
  expect(kinds).toEqual(["emit", "emit"]);
  expect([...kept]).toEqual([["dead-letters/signals/dead%3Asignals%3Asignals%3A1%2F2.json", JSON.stringify(letter)]]);
  expect(listed[0]).toEqual(listed[1]);
  expect(listed[0]).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    key: [...kept.keys()][0],
    queue: "signals",
    reason: { code: "hopeless", message: "never" },
    bytes: JSON.stringify(letter).length,
    parkedWallMs: 1,
    eventTimeMs: 0,
    traceId: "1".repeat(32),
    messageId: "signals:1",
  });
});

test("what the platform itself set aside has no letter around it: it is kept as it came, as of the queue that it came from", async () => {
  const { kinds, kept, listed } = await run([{ id: "raw" }, { id: "raw" }, "text"]);
  expect(kinds).toEqual(["emit", "emit", "emit"]);
  expect(new Set(kept.values())).toEqual(new Set(['"text"', '{"id":"raw"}']));
  expect(kept.size).toBe(2);
  for (const key of kept.keys()) expect(key).toMatch(/^dead-letters\/ticks\/raw%3A[0-9a-f]{32}\.json$/);
  expect(listed[0]).toMatchObject({ queue: "ticks", reason: null, parkedWallMs: null, messageId: null });
});

test("while the archive does not answer, nothing is acknowledged", async () => {
  const { kinds } = await run([letter], async () => {
    throw new Error("down");
  });
  expect(kinds).toEqual(["retry"]);
});
