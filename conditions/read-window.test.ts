import { expect, test } from "vitest";
import { formatDuration, readWindow, type WindowReading } from "./read-window.ts";

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

test.each<[string, number, number | undefined, WindowReading]>([
  ["2m", 2, undefined, { windowMs: 2 * minuteMs }],
  ["120s", 2, undefined, { windowMs: 2 * minuteMs }],
  ["7d", 2, 7 * dayMs, { windowMs: 7 * dayMs }],
  ["999999999d", 2, undefined, { windowMs: 999_999_999 * dayMs }],
  ["3m", 2, undefined, { fault: "a window must be a whole multiple of 2m", nearest: ["2m", "4m"] }],
  ["90s", 2, undefined, { fault: "a window must be a whole multiple of 2m", nearest: ["2m"] }],
  ["1h", 45, undefined, { fault: "a window must be a whole multiple of 45m", nearest: ["45m", "90m"] }],
  ["3m", 2, 3 * minuteMs, { fault: "a window must be a whole multiple of 2m", nearest: ["2m"] }],
  ["8d", 2, 7 * dayMs, { fault: "the longest window is 7d", nearest: ["7d"] }],
  ["10m", 2, 5 * minuteMs, { fault: "the longest window is 5m", nearest: ["4m"] }],
  ["0m", 2, undefined, { fault: "a window must be longer than 0", nearest: [] }],
  ["0s", 2, undefined, { fault: "a window must be longer than 0", nearest: [] }],
])("%s on a grid of %dm, at most %s", (text, cadenceMinutes, windowMsMax, reading) => {
  const limits = { cadenceMs: cadenceMinutes * minuteMs, ...(windowMsMax === undefined ? {} : { windowMsMax }) };
  expect(readWindow(text, limits)).toEqual(reading);
});

test.each<[string, string[]]>([
  ["1H", ["1h"]],
  ["90 min", ["90m"]],
  ["1.5h", ["90m"]],
  ["2 Weeks", ["14d"]],
  ["24hours", ["1d"]],
  ["5m ", ["4m"]],
  ["", []],
  ["h", []],
  ["-1h", []],
  ["1h30m", []],
  ["1y", []],
  ["1e3s", []],
  ["9".repeat(400), []],
])("%j is no window; perhaps %j is meant", (text, nearest) => {
  const fault = "expected a window such as '90s', '6m', '1h', '7d'";
  expect(readWindow(text, { cadenceMs: 2 * minuteMs })).toEqual({ fault, nearest });
});

test.each<[number, string]>([
  [90_000, "90s"],
  [90 * minuteMs, "90m"],
  [dayMs, "1d"],
  [1_500, "1500ms"],
])("%d ms is %s", (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});
