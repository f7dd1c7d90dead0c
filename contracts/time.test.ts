import { expect, test } from "vitest";
import { formatUtc } from "./time.ts";

test.each([
  [Date.UTC(2021, 4, 19, 11, 18), "2021-05-19 11:18 UTC"],
  [Date.UTC(2021, 4, 19, 11, 0), "2021-05-19 11:00 UTC"],
  [Date.UTC(2021, 4, 19, 0, 0, 30, 250), "2021-05-19 00:00:30 UTC"],
])("%i for people: %s", (ms, text) => {
  expect(formatUtc(ms)).toBe(text);
});
