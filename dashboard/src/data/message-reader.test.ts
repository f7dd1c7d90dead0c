import { expect, test } from "vitest";
import type { LiveMessage } from "../../../contracts/live.ts";
import { createMessageReader } from "./message-reader.ts";
import { priceSnapshot, stageStatus } from "./test-data.ts";

const pricesText = (seq: number, count: number, change: (message: LiveMessage) => unknown = (same) => same) => {
  const prices = Object.fromEntries(Array.from({ length: count }, (_, index) => [`A${index}-USD`, index + 1]));
  return JSON.stringify(change({ type: "prices", seq, data: priceSnapshot(120_000, prices) }));
};
const stageText = JSON.stringify({ type: "stage", seq: 9, data: stageStatus("ingest", 1) });

/** A reader whose timers run when they are told to. */
function openReader() {
  const told: string[] = [];
  const timers: (() => void)[] = [];
  const reader = createMessageReader({
    onMessage: (message) => {
      told.push(`${message.type} ${message.seq}${message.type === "prices" ? ` of ${message.data.ticks.length}` : ""}`);
    },
    onUnreadable: () => told.push("unreadable"),
    setTimer: (run) => {
      timers.push(run);
      return () => {
        const at = timers.indexOf(run);
        if (at !== -1) timers.splice(at, 1);
      };
    },
  });
  const runTimer = (): void => timers.shift()?.();
  return { reader, told, timers, runTimer };
}

test("a small message is told at once", () => {
  const { reader, told, timers } = openReader();
  reader.read(pricesText(1, 80));
  reader.read(stageText);
  expect([told, timers.length]).toEqual([["prices 1 of 80", "stage 9"], 0]);
});

test("a large one is checked in parts, and is whole and in its order when it is told", () => {
  const { reader, told, timers, runTimer } = openReader();
  reader.read(pricesText(1, 250));
  expect(told).toEqual([]);
  for (let parts = 0; parts < 3; parts += 1) runTimer();
  expect([told, timers.length]).toEqual([["prices 1 of 250"], 0]);
  reader.read(stageText);
  expect(told).toEqual(["prices 1 of 250", "stage 9"]);
});

test("where another waits behind it, the rest is checked at once", () => {
  const { reader, told, timers, runTimer } = openReader();
  reader.read(pricesText(1, 500));
  reader.read(pricesText(2, 10));
  runTimer();
  expect([told, timers.length]).toEqual([["prices 1 of 500", "prices 2 of 10"], 0]);
});

test.each([
  ["no JSON", "{"],
  ["nothing known", "{}"],
  ["a small one with a wrong tick", pricesText(1, 3, breakTick(1))],
  ["a large one with a wrong tick", pricesText(1, 300, breakTick(290))],
  ["a large one with a wrong time", pricesText(1, 300, ({ ...rest }) => ({ ...rest, seq: "1" }))],
  ["a large one with a part that nobody knows", pricesText(1, 300, (same) => ({ ...same, more: 1 }))],
])("%s is unreadable, and what follows is read", (_, text) => {
  const { reader, told, timers, runTimer } = openReader();
  reader.read(text);
  reader.read(stageText);
  while (timers.length > 0) runTimer();
  expect(told).toEqual(["unreadable", "stage 9"]);
});

test("what came over a socket that is gone is forgotten", () => {
  const { reader, told, timers } = openReader();
  reader.read(pricesText(7, 500));
  reader.read(stageText);
  reader.clear();
  expect(timers).toEqual([]);
  reader.read(stageText);
  expect(told).toEqual(["stage 9"]);
});

function breakTick(place: number): (message: LiveMessage) => unknown {
  return (message) => {
    if (message.type !== "prices") return message;
    const ticks = message.data.ticks.map((tick, index) => (index === place ? { ...tick, priceUsd: -1 } : tick));
    return { ...message, data: { ...message.data, ticks } };
  };
}
