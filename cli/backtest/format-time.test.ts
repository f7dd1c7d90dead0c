import { expect, test } from "vitest";
import { formatMoment, formatSpan } from "./format-time.ts";

test.each([
  [0, "0s"],
  [90_000, "1m 30s"],
  [3_600_000, "1h"],
  [93_720_000, "1d 2h 2m"],
  [1_001, "1s 1ms"],
])("%d ms is %s", (spanMs, text) => {
  expect(formatSpan(spanMs)).toBe(text);
});

test.each([
  [1_621_123_320_000, "2021-05-16 00:02"],
  [1_621_123_350_000, "2021-05-16 00:02:30"],
])("%d is %s", (atMs, text) => {
  expect(formatMoment(atMs)).toBe(text);
});
