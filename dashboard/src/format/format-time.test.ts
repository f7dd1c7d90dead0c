import { expect, test } from "vitest";
import { formatAge, formatClockSeconds, formatMoment, formatSpan } from "./format-time.ts";

const crash = Date.UTC(2021, 4, 19, 12, 6, 4);

test("moments are in UTC, whatever the machine's zone", () => {
  expect(formatMoment(crash)).toBe("19 May 2021, 12:06");
  expect(formatClockSeconds(crash)).toBe("12:06:04");
});

test.each([
  [-5, "0 ms", "0 s"],
  [850, "850 ms", "0 s"],
  [4_240, "4.2 s", "4 s"],
  [9_960, "9 s", "9 s"],
  [59_999, "59 s", "59 s"],
  [180_000, "3 m", "3 m"],
  [7_500_000, "2 h 5 m", "2 h 5 m"],
  [7_200_000, "2 h", "2 h"],
  [4 * 86_400_000, "4 d", "4 d"],
])("%i ms: span %s, age %s", (ms, span, age) => {
  expect(formatSpan(ms)).toBe(span);
  expect(formatAge(ms)).toBe(age);
});
