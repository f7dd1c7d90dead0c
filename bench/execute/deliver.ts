import { waitUntil } from "../../local/wait-until.ts";
import type { Bench } from "./start-bench.ts";
import type { Commands } from "./workerd/worker.ts";

const patienceMs = 300_000;

/** Milliseconds from handing messages over for a queue until its consumer has acknowledged the last one. */
export async function deliver<Queue extends "fire" | "bare">(
  bench: Bench,
  queue: Queue,
  messages: Commands[Queue]["input"],
): Promise<number> {
  const ids = messages.map(({ id }) => id);
  const startMs = Date.now();
  await bench.call(queue, messages);
  let lastWallMs = Number.NaN;
  const isSettled = await waitUntil(patienceMs, async () => {
    const settled = await bench.call("settled", ids);
    lastWallMs = settled.lastWallMs;
    return settled.left === 0;
  });
  if (!isSettled) throw new Error(`${ids.length} messages were not all acknowledged`);
  return lastWallMs - startMs;
}
