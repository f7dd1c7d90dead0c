import { chunk } from "../contracts/chunk.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import { queueOf } from "./bindings.ts";
import type { BatchSource, ShellDeps } from "./run-batch.ts";

const queuePrefix = "portent-";
/** The platform takes 256 KB and 100 messages in one send. */
const sendBytesMax = 200_000;
const sendMessagesMax = 100;

/** The queue shell's view of the platform, the same in both Workers. */
export function createShell(env: object): ShellDeps {
  return {
    nowWallMs: () => Date.now(),
    log: (entry) => console.log(JSON.stringify(entry)),
    send: async (name, messages) => {
      const queue = queueOf(env, name);
      for (const group of chunk(messages, sendMessagesMax)) {
        for (const batch of splitByBytes(group))
          await queue.sendBatch(batch.map((body) => ({ body, contentType: "json" })));
      }
    },
  };
}

/** A platform batch as the shell takes it, with the queue's settings from `pipelines.toml`. */
export function describeBatch(batch: MessageBatch): BatchSource {
  const queue = batch.queue.startsWith(queuePrefix) ? batch.queue.slice(queuePrefix.length) : batch.queue;
  const entry = pipelines.queues[queue];
  if (entry === undefined) throw new Error(`pipelines.toml does not know the queue ${batch.queue}`);
  return {
    queue,
    deadLetterQueue: entry.dead_letter ?? null,
    attemptsMax: entry.max_retries,
    messages: batch.messages,
  };
}

function splitByBytes(messages: readonly unknown[]): unknown[][] {
  const batches: unknown[][] = [];
  let current: unknown[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = JSON.stringify(message).length;
    if (current.length > 0 && bytes + size > sendBytesMax) {
      batches.push(current);
      current = [];
      bytes = 0;
    }
    current.push(message);
    bytes += size;
  }
  if (current.length > 0) batches.push(current);
  return batches;
}
