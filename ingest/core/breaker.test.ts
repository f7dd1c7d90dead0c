import { expect, test } from "vitest";
import { type Breaker, closedBreaker, mayAsk, noteRun } from "./breaker.ts";

const minuteMs = 60_000;
const rule = { failuresMax: 3, openMs: 4 * minuteMs, openMsMax: 30 * minuteMs };

/** Runs every two minutes: `x` fails, `.` answers. What it did at each: `a` asked, `-` left alone. */
function play(source: string): string {
  let breaker: Breaker = closedBreaker;
  return [...source]
    .map((answer, index) => {
      const atMs = index * 2 * minuteMs;
      if (!mayAsk(breaker, atMs)) return "-";
      breaker = noteRun(breaker, answer === ".", atMs, rule);
      return "a";
    })
    .join("");
}

test.each([
  ["a source that answers", "......", "aaaaaa"],
  ["two failures are no outage", "xx..xx..", "aaaaaaaa"],
  ["three in a row open it for four minutes", "xxx...", "aaa-aa"],
  ["a failed probe doubles the pause", "xxxxxxxxxxxx", "aaa-a---a---"],
  ["a probe that is answered closes it", "xxxxx.....xx", "aaa-a---aaaa"],
])("%s", (_name, source, asked) => {
  expect(play(source)).toBe(asked);
});

test("it is never left alone for more than half an hour", () => {
  let breaker: Breaker = closedBreaker;
  for (let failure = 0; failure < 60; failure += 1) breaker = noteRun(breaker, false, 0, rule);
  expect(breaker.openUntilMs).toBe(30 * minuteMs);
});
