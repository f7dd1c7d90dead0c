import { expect, test } from "vitest";
import { z } from "zod";
import { drop, emit, type Outcome, park, retry, type Stage } from "../contracts/stage.ts";
import { type BatchSource, type QueuedMessage, runBatch, type ShellDeps } from "./run-batch.ts";

const Input = z.strictObject({ id: z.string(), eventTimeMs: z.number(), traceId: z.string(), does: z.string() });
const Output = z.strictObject({ id: z.string() });
const outcomes: Readonly<Record<string, () => Outcome>> = {
  emit: () => emit([{ queue: "next", message: { id: "out" } }]),
  nothing: () => emit(),
  drop: () => drop("duplicate", "seen before"),
  retry: () => retry("busy", "later"),
  park: () => park("hopeless", "never"),
  wrong: () => emit([{ queue: "next", message: { id: 1 } }]),
  elsewhere: () => emit([{ queue: "other", message: { id: "out" } }]),
  throw: () => {
    throw new Error("broken invariant");
  },
};
const stage: Stage<typeof Input, null> = {
  name: "sample",
  input: Input,
  output: { next: Output },
  process: async (batch) => batch.map(({ does }) => outcomes[does]?.() ?? emit()),
};

/** Runs a batch and tells, in order, what was sent and what became of each message. */
async function run(
  bodies: readonly unknown[],
  options: { attempts?: number; deadLetterQueue?: string | null; sendFails?: string } = {},
) {
  const { attempts = 1, deadLetterQueue = "sample-dead", sendFails } = options;
  const story: string[] = [];
  const sent: { queue: string; messages: readonly unknown[] }[] = [];
  const messages = bodies.map(
    (body, index): QueuedMessage => ({
      id: `q${index}`,
      body,
      attempts,
      ack: () => void story.push(`ack ${index}`),
      retry: (with_) => void story.push(`retry ${index} in ${with_?.delaySeconds ?? 0}s`),
    }),
  );
  const source: BatchSource = { queue: "sample", deadLetterQueue, attemptsMax: 5, messages };
  const shell: ShellDeps = {
    nowWallMs: () => 42,
    log: () => {},
    send: async (queue, list) => {
      if (queue === sendFails) throw new Error("the queue does not answer");
      story.push(`send ${list.length} to ${queue}`);
      sent.push({ queue, messages: list });
    },
  };
  const report = await runBatch(stage, source, null, shell);
  return { story, sent, report };
}
const message = (does: string, eventTimeMs = 7) => ({ id: `m-${does}`, eventTimeMs, traceId: "1".repeat(32), does });

test.each<[string, unknown, string[]]>([
  ["emits, then acknowledges", message("emit"), ["send 1 to next", "ack 0"]],
  ["is done with nothing to send", message("nothing"), ["ack 0"]],
  ["is dropped on purpose", message("drop"), ["ack 0"]],
  ["comes again later", message("retry"), ["retry 0 in 1s"]],
  ["is set aside", message("park"), ["send 1 to sample-dead", "ack 0"]],
  ["throws: comes again", message("throw"), ["retry 0 in 1s"]],
  [
    "would send what is against its contract: set aside, nothing of it sent",
    message("wrong"),
    ["send 1 to sample-dead", "ack 0"],
  ],
  ["would send to a queue that it does not declare", message("elsewhere"), ["send 1 to sample-dead", "ack 0"]],
  ["does not have the form: set aside", { id: 5 }, ["send 1 to sample-dead", "ack 0"]],
  ["is nothing at all: set aside", null, ["send 1 to sample-dead", "ack 0"]],
])("a message that %s", async (_what, body, story) => {
  expect((await run([body])).story).toEqual(story);
});

test("a message set aside keeps its body, its trace and the reason", async () => {
  const { sent } = await run([message("park")]);
  expect(sent[0]?.messages).toEqual([
    {
      id: "dead:sample:m-park",
      schema: "dead-letter",
      version: 1,
      eventTimeMs: 7,
      traceId: "1".repeat(32),
      body: {
        queue: "sample",
        reason: { code: "hopeless", message: "never" },
        parkedWallMs: 42,
        original: message("park"),
      },
    },
  ]);
});

test("one message that throws takes no other with it", async () => {
  const { story, report } = await run([message("emit"), message("throw"), message("nothing", 9)]);
  expect(story).toEqual(["send 1 to next", "ack 0", "retry 1 in 1s", "ack 2"]);
  expect(report).toEqual({ emitted: 2, dropped: 0, retried: 1, parked: 0, eventTimeMs: 9 });
});

test.each([
  ["next", message("emit")],
  ["sample-dead", message("park")],
  ["sample-dead", { id: 5 }],
])("while the queue %s does not answer, nothing is acknowledged", async (sendFails, body) => {
  expect((await run([body], { sendFails })).story).toEqual(["retry 0 in 1s"]);
});

test.each([
  [1, "retry 0 in 1s"],
  [2, "retry 0 in 2s"],
  [4, "retry 0 in 8s"],
])("at attempt %d the delay has grown: %s", async (attempts, story) => {
  expect((await run([message("retry")], { attempts })).story).toEqual([story]);
});

test("after the last attempt it is set aside with its last reason, not left to the platform", async () => {
  const { story, sent } = await run([message("retry")], { attempts: 5 });
  expect(story).toEqual(["send 1 to sample-dead", "ack 0"]);
  expect(sent[0]?.messages[0]).toMatchObject({
    body: { reason: { code: "retries-exhausted", message: "busy: later" } },
  });
});

test("a dead-letter queue has nowhere to put things: it retries without end", async () => {
  expect((await run([message("park")], { deadLetterQueue: null, attempts: 99 })).story).toEqual(["retry 0 in 300s"]);
  expect((await run([message("retry")], { deadLetterQueue: null, attempts: 99 })).story).toEqual(["retry 0 in 300s"]);
});
