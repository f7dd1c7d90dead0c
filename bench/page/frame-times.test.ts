import { expect, test } from "vitest";
import { reportFrames } from "./frame-times.ts";

test.each([
  ["none", [], [0, 0, 0, 0, 0, 0]],
  ["one", [16], [1, 16, 16, 16, 16, 0]],
  ["a hundred, one late", [...Array(99).fill(16), 50], [100, 16, 16, 16, 50, 0.01]],
  ["a hundred, six late", [...Array(94).fill(16), ...Array(6).fill(34)], [100, 16, 34, 34, 34, 0.06]],
])("%s", (_, deltas, expected) => {
  const { frames, p50Ms, p95Ms, p99Ms, longestMs, lateShare } = reportFrames(deltas);
  expect([frames, p50Ms, p95Ms, p99Ms, longestMs, lateShare]).toEqual(expected);
});
