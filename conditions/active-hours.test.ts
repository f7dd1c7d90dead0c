import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ActiveHours, weekdays } from "../contracts/trigger.ts";
import { ActiveWindow } from "./active-hours.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const at = (utc: string): number => Date.parse(`${utc}${utc.length === 16 ? ":00" : ""}Z`);
const windowOf = (text: string): ActiveWindow => {
  const [timeZone = "", from = "", to = "", days] = text.split(" ");
  return new ActiveWindow(
    ActiveHours.parse({ timeZone, from, to, ...(days === undefined ? {} : { days: days.split(",") }) }),
  );
};

/** A window, and moments of UTC before and after each of its edges. 19 May 2021 is a Wednesday. */
test.each<[string, string, boolean][]>([
  [
    ["UTC 09:00 17:30", "2021-05-19T08:59:59.999", false],
    ["UTC 09:00 17:30", "2021-05-19T09:00", true],
    ["UTC 09:00 17:30", "2021-05-19T17:29:59.999", true],
    ["UTC 09:00 17:30", "2021-05-19T17:30", false],
  ],
  [
    ["Europe/Berlin 09:00 17:30", "2021-05-19T06:59:59.999", false],
    ["Europe/Berlin 09:00 17:30", "2021-05-19T07:00", true],
    ["Europe/Berlin 09:00 17:30", "2021-05-19T15:29:59.999", true],
    ["Europe/Berlin 09:00 17:30", "2021-05-19T15:30", false],
  ],
  [
    ["America/New_York 09:30 16:00", "2021-05-19T13:29:59.999", false],
    ["America/New_York 09:30 16:00", "2021-05-19T13:30", true],
    ["America/New_York 09:30 16:00", "2021-05-19T19:59:59.999", true],
    ["America/New_York 09:30 16:00", "2021-05-19T20:00", false],
  ],
  [
    ["Asia/Kolkata 09:00 17:30", "2021-05-19T03:29:59.999", false],
    ["Asia/Kolkata 09:00 17:30", "2021-05-19T03:30", true],
    ["Asia/Kolkata 09:00 17:30", "2021-05-19T11:59:59.999", true],
    ["Asia/Kolkata 09:00 17:30", "2021-05-19T12:00", false],
  ],
  [
    ["Asia/Kathmandu 09:00 17:30", "2021-05-19T03:14:59.999", false],
    ["Asia/Kathmandu 09:00 17:30", "2021-05-19T03:15", true],
    ["Asia/Kathmandu 09:00 17:30", "2021-05-19T11:44:59.999", true],
    ["Asia/Kathmandu 09:00 17:30", "2021-05-19T11:45", false],
  ],
])("edges: %j", (...rows) => {
  for (const [hours, utc, isOpen] of rows)
    expect([hours, utc, windowOf(hours).includes(at(utc))]).toEqual([hours, utc, isOpen]);
});

test.each<[string, string, boolean]>([
  // `to` at or before `from` runs past midnight.
  ["UTC 22:00 02:00", "2021-05-19T21:59", false],
  ["UTC 22:00 02:00", "2021-05-19T22:00", true],
  ["UTC 22:00 02:00", "2021-05-19T23:59", true],
  ["UTC 22:00 02:00", "2021-05-20T00:00", true],
  ["UTC 22:00 02:00", "2021-05-20T01:59", true],
  ["UTC 22:00 02:00", "2021-05-20T02:00", false],
  // Midnight itself, written either way.
  ["UTC 22:00 00:00", "2021-05-19T23:59", true],
  ["UTC 22:00 00:00", "2021-05-20T00:00", false],
  ["UTC 22:00 24:00", "2021-05-19T23:59", true],
  ["UTC 22:00 24:00", "2021-05-20T00:00", false],
  ["UTC 00:00 24:00 wed", "2021-05-19T00:00", true],
  ["UTC 00:00 24:00 wed", "2021-05-19T23:59", true],
  ["UTC 00:00 24:00 wed", "2021-05-18T23:59", false],
  ["UTC 00:00 24:00 wed", "2021-05-20T00:00", false],
  ["UTC 00:00 00:00 wed", "2021-05-19T00:00", true],
  ["UTC 00:00 00:00 wed", "2021-05-19T23:59", true],
  ["UTC 00:00 00:00 wed", "2021-05-20T00:00", false],
  // The whole day from 09:00 on.
  ["UTC 09:00 09:00 wed", "2021-05-19T08:59", false],
  ["UTC 09:00 09:00 wed", "2021-05-19T09:00", true],
  ["UTC 09:00 09:00 wed", "2021-05-20T08:59", true],
  ["UTC 09:00 09:00 wed", "2021-05-20T09:00", false],
  // Days.
  ["UTC 09:00 17:00 mon,tue,wed,thu,fri", "2021-05-21T12:00", true],
  ["UTC 09:00 17:00 mon,tue,wed,thu,fri", "2021-05-22T12:00", false],
  ["UTC 09:00 17:00 sat,sun", "2021-05-23T12:00", true],
  ["UTC 09:00 17:00 sat,sun", "2021-05-24T12:00", false],
  // What runs past midnight belongs to the day on which it began.
  ["UTC 22:00 02:00 fri", "2021-05-21T01:00", false],
  ["UTC 22:00 02:00 fri", "2021-05-21T22:00", true],
  ["UTC 22:00 02:00 fri", "2021-05-22T01:59", true],
  ["UTC 22:00 02:00 fri", "2021-05-22T22:00", false],
  ["UTC 22:00 02:00 sun", "2021-05-24T01:00", true],
  ["UTC 22:00 02:00 mon", "2021-05-24T01:00", false],
  // Days are those of the zone: Monday begins in Tokyo while it is Sunday in London.
  ["Asia/Tokyo 00:00 24:00 mon", "2021-05-23T14:59", false],
  ["Asia/Tokyo 00:00 24:00 mon", "2021-05-23T15:00", true],
  ["Asia/Tokyo 00:00 24:00 mon", "2021-05-24T15:00", false],
  ["America/Los_Angeles 20:00 24:00 fri", "2021-05-22T03:00", true],
  ["America/Los_Angeles 20:00 24:00 fri", "2021-05-22T07:00", false],
  ["Pacific/Kiritimati 00:00 24:00 thu", "2021-05-19T10:00", true],
  ["Pacific/Pago_Pago 00:00 24:00 tue", "2021-05-19T10:59", true],
])("%s at %s: %s", (hours, utc, isOpen) => {
  expect(windowOf(hours).includes(at(utc))).toBe(isOpen);
});

/** Minutes in which a window is open, on days around a change of the clocks. */
describe("daylight saving", () => {
  test.each<[string, string, readonly number[]]>([
    // Berlin, 28 March: 02:00 becomes 03:00; 31 October: 03:00 becomes 02:00.
    ["Europe/Berlin 00:00 24:00", "2021-03-27 2021-03-28 2021-03-29", [1_440, 1_380, 1_440]],
    ["Europe/Berlin 00:00 24:00", "2021-10-30 2021-10-31 2021-11-01", [1_440, 1_500, 1_440]],
    ["Europe/Berlin 02:00 03:00", "2021-03-27 2021-03-28 2021-03-29", [60, 0, 60]],
    ["Europe/Berlin 02:15 03:15", "2021-03-27 2021-03-28 2021-03-29", [60, 15, 60]],
    ["Europe/Berlin 02:00 03:00", "2021-10-30 2021-10-31 2021-11-01", [60, 120, 60]],
    ["Europe/Berlin 02:30 03:00", "2021-10-30 2021-10-31 2021-11-01", [30, 60, 30]],
    // New York, 14 March and 7 November, at 02:00.
    ["America/New_York 00:00 24:00", "2021-03-13 2021-03-14 2021-03-15", [1_440, 1_380, 1_440]],
    ["America/New_York 02:00 03:00", "2021-03-13 2021-03-14 2021-03-15", [60, 0, 60]],
    ["America/New_York 01:00 02:00", "2021-11-06 2021-11-07 2021-11-08", [60, 120, 60]],
    // Lord Howe Island turns its clocks by half an hour: back on 4 April, forward on 3 October, at 02:00.
    ["Australia/Lord_Howe 00:00 24:00", "2021-04-03 2021-04-04 2021-04-05", [1_440, 1_470, 1_440]],
    ["Australia/Lord_Howe 01:30 02:00", "2021-04-03 2021-04-04 2021-04-05", [30, 60, 30]],
    ["Australia/Lord_Howe 02:00 03:00", "2021-10-02 2021-10-03 2021-10-04", [60, 30, 60]],
    // Half an hour beside the whole ones, and no daylight saving.
    ["Asia/Kolkata 00:00 24:00", "2021-03-27 2021-03-28 2021-10-31", [1_440, 1_440, 1_440]],
  ])("%s on %s: %j minutes", (hours, days, minutes) => {
    expect(days.split(" ").map((day) => countMinutes(hours, day))).toEqual(minutes);
  });

  test.each<[string, string, boolean]>([
    // The same hours of local time, an hour earlier in UTC from the change on.
    ["Europe/Berlin 09:00 17:00", "2021-03-27T08:00", true],
    ["Europe/Berlin 09:00 17:00", "2021-03-27T07:59", false],
    ["Europe/Berlin 09:00 17:00", "2021-03-28T07:00", true],
    ["Europe/Berlin 09:00 17:00", "2021-03-28T15:00", false],
    ["Europe/Berlin 09:00 17:00", "2021-10-31T07:59", false],
    ["Europe/Berlin 09:00 17:00", "2021-10-31T08:00", true],
    ["America/New_York 09:30 16:00", "2021-03-12T14:30", true],
    ["America/New_York 09:30 16:00", "2021-03-15T13:30", true],
    ["America/New_York 09:30 16:00", "2021-11-08T14:29", false],
    ["America/New_York 09:30 16:00", "2021-11-08T14:30", true],
    // A night over the skipped hour, and one over the repeated hour, which is inside twice.
    ["Europe/Berlin 22:00 02:30 sat", "2021-03-28T00:59", true],
    ["Europe/Berlin 22:00 02:30 sat", "2021-03-28T01:00", false],
    ["Europe/Berlin 22:00 02:30 sat", "2021-10-31T00:29", true],
    ["Europe/Berlin 22:00 02:30 sat", "2021-10-31T00:30", false],
    ["Europe/Berlin 22:00 02:30 sat", "2021-10-31T01:00", true],
    ["Europe/Berlin 22:00 02:30 sat", "2021-10-31T01:29", true],
    ["Europe/Berlin 22:00 02:30 sat", "2021-10-31T01:30", false],
    ["America/New_York 01:30 01:45", "2021-11-07T05:35", true],
    ["America/New_York 01:30 01:45", "2021-11-07T05:50", false],
    ["America/New_York 01:30 01:45", "2021-11-07T06:35", true],
    ["America/New_York 01:30 01:45", "2021-11-07T06:50", false],
  ])("%s at %s: %s", (hours, utc, isOpen) => {
    expect(windowOf(hours).includes(at(utc))).toBe(isOpen);
  });

  /** Open minutes in the local day; the window is tied to its weekday, so that neighbouring days add nothing. */
  function countMinutes(hours: string, day: string): number {
    const noonMs = at(`${day}T12:00`);
    const weekday = weekdays[(new Date(noonMs).getUTCDay() + 6) % 7];
    const window = windowOf(`${hours} ${weekday}`);
    const minutes = Array.from({ length: 4 * 1_440 }, (_, minute) => noonMs + (minute - 2 * 1_440) * minuteMs);
    return minutes.filter((minute) => window.includes(minute)).length;
  }
});

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns"];
const clock = fc.integer({ min: 0, max: 1_439 }).map((minute) => {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
});
const hours = fc.record({
  timeZone: fc.constantFrom(...zones),
  from: clock,
  to: fc.oneof(clock, fc.constant("24:00")),
  days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
});
const moment = fc.integer({ min: at("2021-01-01T00:00"), max: at("2022-01-01T00:00") });

test("hours and the hours between them are never both open, and one of them always is", () => {
  const settings = hours.filter(({ from, to }) => from !== to && !(from === "00:00" && to === "24:00"));
  fc.assert(
    fc.property(settings, moment, ({ timeZone, from, to }, atMs) => {
      const days = [...weekdays];
      const inside = new ActiveWindow({ timeZone, from, to, days }).includes(atMs);
      const outside = new ActiveWindow({ timeZone, from: to === "24:00" ? "00:00" : to, to: from, days });
      expect(outside.includes(atMs)).toBe(!inside);
    }),
  );
});

test("each day's hours together are those of all days", () => {
  fc.assert(
    fc.property(hours, moment, ({ days, ...times }, atMs) => {
      const single = days.filter((day) => new ActiveWindow({ ...times, days: [day] }).includes(atMs));
      expect(single.length).toBe(new ActiveWindow({ ...times, days }).includes(atMs) ? 1 : 0);
    }),
  );
});

test("an update says exactly when it opened or closed", () => {
  const window = windowOf("Europe/Berlin 09:00 17:00");
  const steps = Array.from({ length: 49 }, (_, hour) => at("2021-05-19T00:00") + hour * hourMs);
  const changes = steps.flatMap((atMs) => (window.update(atMs) ? [[new Date(atMs).getUTCHours(), window.isOpen]] : []));
  expect(changes).toEqual([
    [7, true],
    [15, false],
    [7, true],
    [15, false],
  ]);
});

test.each<[string, object, boolean]>([
  ["every day without days", {}, true],
  ["no day at all", { days: [] }, false],
  ["a day that there is not", { days: ["someday"] }, false],
  ["until midnight", { to: "24:00" }, true],
  ["from 24:00", { from: "24:00" }, false],
  ["until after midnight", { to: "24:01" }, false],
  ["one digit", { from: "9:00" }, false],
  ["60 minutes", { from: "09:60" }, false],
  ["a zone that there is not", { timeZone: "Europe/Atlantis" }, false],
  ["no zone", { timeZone: "" }, false],
  ["UTC", { timeZone: "UTC" }, true],
  ["a field too many", { until: "17:00" }, false],
])("hours with %s", (_what, change, isAccepted) => {
  const parsed = ActiveHours.safeParse({ timeZone: "Europe/Berlin", from: "09:00", to: "17:00", ...change });
  expect(parsed.success).toBe(isAccepted);
});
