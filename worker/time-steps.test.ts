import { expect, test } from "vitest";
import type { RunStep } from "../contracts/run-step.ts";
import { timeSteps } from "./time-steps.ts";

/** What a workflow does: a step that has ended is not run again. */
function keepSteps(kept: Map<string, unknown>): RunStep {
  return async (name, work) => {
    if (!kept.has(name)) kept.set(name, JSON.parse(JSON.stringify(await work())));
    return kept.get(name) as never;
  };
}

/** A clock that moves by a second whenever it is asked. */
function slowClock() {
  let nowMs = 0;
  return () => (nowMs += 1_000);
}

test("each step with when it began and how long it took, in order; values as they were", async () => {
  const { step, taken } = timeSteps(keepSteps(new Map()), slowClock());
  expect(await step("one", async () => ({ a: 1 }))).toEqual({ a: 1 });
  expect(await step("two", async () => undefined)).toBeUndefined();
  expect(taken).toEqual([
    { name: "one", startedWallMs: 1_000, elapsedMs: 1_000 },
    { name: "two", startedWallMs: 3_000, elapsedMs: 1_000 },
  ]);
});

test("after a crash a step that had ended keeps its times; one of before there were times keeps its value", async () => {
  const kept = new Map<string, unknown>([["old", [7]]]);
  await timeSteps(keepSteps(kept), slowClock()).step("one", async () => 1);
  const again = timeSteps(keepSteps(kept), () => 99_000);
  expect(await again.step("old", async () => [8])).toEqual([7]);
  expect(await again.step("one", async () => 2)).toBe(1);
  expect(again.taken).toEqual([{ name: "one", startedWallMs: 1_000, elapsedMs: 1_000 }]);
});

test("a step that throws is not among them", async () => {
  const { step, taken } = timeSteps(keepSteps(new Map()), slowClock());
  await expect(step("one", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(taken).toEqual([]);
});
