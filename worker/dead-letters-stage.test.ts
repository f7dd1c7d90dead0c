import { expect, test } from "vitest";
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
  const outcomes = await deadLettersStage.process(letters as never, {
    put: async (key, text) => {
      await put(key, text);
      kept.set(key, text);
    },
  });
  return { kinds: outcomes.map(({ kind }) => kind), kept };
}

test("a letter is kept under its queue and id: a repeat overwrites itself", async () => {
  const { kinds, kept } = await run([letter, letter]);
  expect(kinds).toEqual(["emit", "emit"]);
  expect([...kept]).toEqual([["dead-letters/signals/dead%3Asignals%3Asignals%3A1%2F2.json", JSON.stringify(letter)]]);
});

test("what the platform itself set aside has no letter around it: it is kept as it came", async () => {
  const { kinds, kept } = await run([{ id: "raw" }, { id: "raw" }, "text"]);
  expect(kinds).toEqual(["emit", "emit", "emit"]);
  expect(new Set(kept.values())).toEqual(new Set(['"text"', '{"id":"raw"}']));
  expect(kept.size).toBe(2);
  for (const key of kept.keys()) expect(key).toMatch(/^dead-letters\/unknown\/raw%3A[0-9a-f]{32}\.json$/);
});

test("while the archive does not answer, nothing is acknowledged", async () => {
  const { kinds } = await run([letter], async () => {
    throw new Error("down");
  });
  expect(kinds).toEqual(["retry"]);
});
