import { expect, test } from "vitest";
import { windowOf } from "./test-windows.ts";
import { ticksStage } from "./ticks-stage.ts";

test("a message that the history does not take is tried again, and holds no other back", async () => {
  const taken: string[] = [];
  const outcomes = await ticksStage.process(
    [1, 2, 3].map((minute) => windowOf(minute * 120_000, { "ETH-USD": 1 })),
    {
      state: {
        addTicks: async ({ id }) => {
          if (id === "ticks:240000") throw new Error("overloaded");
          taken.push(id);
          return { added: 1, repeated: 0, expired: 0 };
        },
      },
    },
  );
  expect(taken).toEqual(["ticks:120000", "ticks:360000"]);
  expect(outcomes).toEqual([
    { kind: "emit", messages: [] },
    {
      kind: "retry",
      reason: {
        code: "history-unavailable",
        message: "the price history did not take ticks:240000: Error: overloaded",
      },
    },
    { kind: "emit", messages: [] },
  ]);
});
