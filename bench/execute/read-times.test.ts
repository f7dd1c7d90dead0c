import { expect, test } from "vitest";
import type { Cast, CastState } from "../../contracts/cast.ts";
import { readTimes } from "./read-times.ts";

const castOf = (...states: readonly CastState[]): Cast => {
  const steps = states.map((state, at) => ({ state, atWallMs: 1_000 + 10 * at }));
  return { id: "0x1", state: states.at(-1), reason: null, steps } as unknown as Cast;
};

test("each hop ends with the step that its vault noted", () => {
  const cast = castOf("CREATED", "SIGNED", "SUBMITTED", "PENDING", "CONFIRMED", "FINALIZED");
  expect(readTimes(990, cast)).toEqual({
    startedMs: 990,
    acceptedMs: 1_000,
    broadcastMs: 1_020,
    includedMs: 1_040,
    finalizedMs: 1_050,
  });
});

test("final at the first look: included then, too", () => {
  const { includedMs, finalizedMs } = readTimes(0, castOf("CREATED", "SIGNED", "SUBMITTED", "FINALIZED"));
  expect(includedMs).toBe(finalizedMs);
});

test("an unclear answer to the first send is its end all the same", () => {
  const cast = castOf("CREATED", "SIGNED", "VERIFYING", "CONFIRMED", "FINALIZED");
  expect(readTimes(0, cast).broadcastMs).toBe(1_020);
});

test("what has not ended, or ended otherwise, is not timed", () => {
  expect(() => readTimes(0, castOf("CREATED", "SIGNED"))).toThrow("is SIGNED");
  expect(() => readTimes(0, castOf("CREATED", "REFUSED"))).toThrow("is REFUSED");
});
