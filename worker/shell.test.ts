import fc from "fast-check";
import { expect, test } from "vitest";
import { createShell, describeBatch } from "./shell.ts";

const shellWith = (calls: unknown[][]) =>
  createShell({
    QUEUE_TICKS: { sendBatch: async (batch: { body: unknown }[]) => void calls.push(batch.map(({ body }) => body)) },
  });

test("whatever is sent arrives whole and in order, in batches that the platform takes", async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 90_000 }), { maxLength: 150 });
  await fc.assert(
    fc.asyncProperty(sizes, async (list) => {
      const calls: unknown[][] = [];
      const messages = list.map((size, index) => `${index}:${"x".repeat(size)}`);
      await shellWith(calls).send("ticks", messages);
      expect(calls.flat()).toEqual(messages);
      for (const batch of calls) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(100);
        expect(JSON.stringify(batch).length).toBeLessThanOrEqual(256_000);
      }
    }),
    { numRuns: 50 },
  );
});

test("a queue that this Worker cannot send to is named", async () => {
  await expect(shellWith([]).send("signals", [1])).rejects.toThrow("no producer for the queue signals");
});

test("a batch is described by the settings of its queue; dead-letter queues have none behind them", () => {
  const batch = (queue: string) => describeBatch({ queue, messages: [] } as unknown as MessageBatch);
  expect(batch("portent-fires")).toMatchObject({ queue: "fires", deadLetterQueue: "fires-dead", attemptsMax: 20 });
  expect(batch("portent-fires-dead")).toMatchObject({ queue: "fires-dead", deadLetterQueue: null });
  expect(() => batch("portent-unknown")).toThrow("does not know the queue portent-unknown");
});
