import fc from "fast-check";
import { expect, test } from "vitest";
import { EventCategory } from "../../contracts/event.ts";
import { AnomalyReading } from "../../contracts/world.ts";
import { anomalyRule, countHour, type HourCount, readAnomalies } from "./anomalies.ts";
import { groupStories, storyRule } from "./stories/group-stories.ts";
import { sampleEvent } from "./stories/sample-events.ts";

const hourMs = 3_600_000;
const weekMs = 168 * hourMs;
/** A Wednesday, half past twelve: the hour that is judged is the one from eleven to twelve. */
const asOfMs = Date.UTC(2024, 3, 3, 12, 30);
const hour = Date.UTC(2024, 3, 3, 11);
const hourCount = (hourStart: number, conflict: number): HourCount => ({
  hourMs: hourStart,
  counts: conflict === 0 ? {} : { conflict },
});
const history = (present: number, past: (number | null)[]): HourCount[] => [
  hourCount(hour, present),
  ...past.flatMap((count, week) => (count === null ? [] : [hourCount(hour - (week + 1) * weekMs, count)])),
];
const read = (counts: readonly HourCount[], now = asOfMs) =>
  readAnomalies(counts, now, anomalyRule).find(({ category }) => category === "conflict");

test.each<[string, number, (number | null)[], Partial<AnomalyReading>]>([
  ["as ever", 4, [4, 4, 4, 4], { median: 4, scale: 2, up: 0, down: 0, learning: false, weeks: 4 }],
  ["far more", 24, [4, 4, 4, 4], { up: 10, down: 0 }],
  ["far fewer", 0, [16, 16, 16, 16], { median: 16, scale: 4, up: 0, down: 4 }],
  ["scattered weeks: their own deviation", 10, [0, 10, 20, 30, 40], { median: 20, scale: 14.826022185056, up: 0 }],
  ["one outlier among them moves nothing", 4, [4, 4, 900, 4, 4], { median: 4, scale: 2, up: 0 }],
  ["an even number of weeks", 0, [1, 2, 4, 9], { median: 3 }],
  ["never any before: the least scale is 1", 3, [0, 0, 0], { median: 0, scale: 1, up: 3 }],
  ["two weeks: learning, and silent", 50, [1, 1], { learning: true, weeks: 2, up: 0, down: 0 }],
  [
    "weeks without observation are no zeros",
    4,
    [4, null, 4, null, 4, null],
    { median: 4, weeks: 3, learning: false, up: 0 },
  ],
  ["only eight weeks count", 4, [4, 4, 4, 4, 4, 4, 4, 4, 90, 90, 90], { median: 4, weeks: 8 }],
])("%s", (_what, present, past, expected) => {
  const reading = read(history(present, past));
  expect(AnomalyReading.parse(reading)).toMatchObject({
    ...expected,
    scale: expect.closeTo(expected.scale ?? reading?.scale ?? 0, 9),
  });
});

test("the last full hour is judged; without it, or with another one only, there is no reading", () => {
  expect(read(history(4, [4, 4, 4]))?.hourMs).toBe(hour);
  expect(readAnomalies(history(4, [4, 4, 4]).slice(1), asOfMs, anomalyRule)).toEqual([]);
  expect(readAnomalies(history(4, [4, 4, 4]), asOfMs + hourMs, anomalyRule)).toEqual([]);
  // On the hour, the hour that has just ended is full.
  expect(read(history(4, [4, 4, 4]), Date.UTC(2024, 3, 3, 12))?.hourMs).toBe(hour);
});

test("the week in which clocks change is a week like others: hours are UTC", () => {
  const sunday = Date.UTC(2024, 2, 31, 1);
  const counts = Array.from({ length: 6 }, (_, week) => hourCount(sunday + hourMs * 24 * 7 - week * weekMs, 4));
  expect(
    readAnomalies(counts, sunday + weekMs + hourMs, anomalyRule).find(({ category }) => category === "conflict"),
  ).toMatchObject({ weeks: 5, up: 0, down: 0 });
});

test("every category has a reading, in the order of the contract, whatever the order of the hours", () => {
  const counts = fc.array(fc.record({ week: fc.nat(9), count: fc.nat(50) }), { maxLength: 12 });
  fc.assert(
    fc.property(counts, (list) => {
      const hours = [...new Map(list.map(({ week, count }) => [week, count]))].map(([week, count]) =>
        hourCount(hour - week * weekMs, count),
      );
      const readings = readAnomalies(hours, asOfMs, anomalyRule);
      expect(readAnomalies(hours.toReversed(), asOfMs, anomalyRule)).toEqual(readings);
      for (const reading of readings) {
        expect(AnomalyReading.safeParse(reading).success).toBe(true);
        expect(Math.min(reading.up, reading.down)).toBe(0);
      }
      if (readings.length > 0) expect(readings.map(({ category }) => category)).toEqual(EventCategory.options);
    }),
    { numRuns: 200, seed: 9 },
  );
});

test("stories are counted once, in the hour of their first telling", () => {
  const at = (id: string, title: string, minute: number) =>
    sampleEvent(id, title, {
      publishedAtMs: hour + minute * 60_000,
      category: "conflict",
      expiresAtMs: asOfMs + weekMs,
    });
  const events = [
    at("a", "Missiles over the strait tonight", 5),
    at("b", "Missiles over the strait tonight", 50),
    at("c", "Shelling in the northern valley", 59),
    at("d", "Truce offered by the rebels", 60),
  ];
  const { stories } = groupStories([], events, asOfMs, storyRule);
  expect(countHour(stories, hour)).toEqual({ hourMs: hour, counts: { conflict: 2 } });
  expect(
    countHour(
      stories.map((story) => ({ ...story, state: "merged" as const })),
      hour,
    ),
  ).toEqual({ hourMs: hour, counts: {} });
});
