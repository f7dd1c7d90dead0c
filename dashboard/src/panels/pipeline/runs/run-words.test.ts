import { expect, test } from "vitest";
import { barShares, readRunKey, readTraceId, writeRunKey } from "./run-words.ts";

test.each([
  ["ingest~1621422000000", { stage: "ingest", atMs: 1_621_422_000_000 }],
  ["journal-replay~0", { stage: "journal-replay", atMs: 0 }],
  [undefined, null],
  ["ingest", null],
  ["ingest~x", null],
  ["~1", null],
  ["a/b~1", null],
])("%s", (text, key) => {
  expect(readRunKey(text)).toEqual(key);
  if (key !== null) expect(writeRunKey(key)).toBe(text);
});

test.each([
  [[], []],
  [[0], [0]],
  [
    [50, 100, 0],
    [50, 100, 0],
  ],
  [
    [1, 10_000],
    [0.5, 100],
  ],
])("%j as bars", (durations, shares) => {
  expect(barShares(durations)).toEqual(shares);
});

test.each([
  ["1".repeat(32), "1".repeat(32)],
  [`  ${"A".repeat(32)}\n`, "a".repeat(32)],
  ["1".repeat(31), null],
  ["", null],
])("a trace id: %s", (text, id) => {
  expect(readTraceId(text)).toBe(id);
});
