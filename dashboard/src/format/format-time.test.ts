import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatAge, formatClockSeconds, formatDay, formatMoment, formatSpan, formatZone } from "./format-time.ts";

const crash = Date.UTC(2021, 4, 19, 12, 6, 4);

test("moments are in UTC, whatever the machine's zone", () => {
  expect(formatMoment(crash)).toBe("19 May 2021, 12:06");
  expect(formatClockSeconds(crash)).toBe("12:06:04");
});

/** What the device's zone says of a moment; a zone is a matter of the process, so each has one of its own. */
const told = (zone: string): string[] => {
  const script = `
    import { formatClock, formatDay, formatZone } from ${JSON.stringify(join(import.meta.dirname, "format-time.ts"))};
    const told = [${crash}, Date.UTC(2021, 0, 19, 23, 59)].map((atMs) =>
      [formatDay(atMs, "local"), formatClock(atMs, "local"), formatZone(atMs, "local")].join(" "));
    console.log(JSON.stringify(told));`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", script], { env: { ...process.env, TZ: zone } });
  return JSON.parse(run.stdout.toString());
};

test.each([
  ["UTC", "19 May 2021 12:06 UTC", "19 Jan 2021 23:59 UTC"],
  ["Europe/Berlin", "19 May 2021 14:06 UTC+2", "20 Jan 2021 00:59 UTC+1"],
  ["America/St_Johns", "19 May 2021 09:36 UTC−2:30", "19 Jan 2021 20:29 UTC−3:30"],
  ["Pacific/Kiritimati", "20 May 2021 02:06 UTC+14", "20 Jan 2021 13:59 UTC+14"],
])("a device in %s", (zone, summer, winter) => {
  expect(told(zone)).toEqual([summer, winter]);
});

test("a zone that is not asked for is UTC", () => {
  expect(`${formatDay(crash)} ${formatZone(crash)}`).toBe("19 May 2021 UTC");
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
