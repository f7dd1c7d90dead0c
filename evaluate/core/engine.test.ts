import { expect, test } from "vitest";
import { compileTrigger } from "../../conditions/check-triggers.ts";
import { registerTrigger } from "../../conditions/register-trigger.ts";
import { catalogueOf } from "../../conditions/signal-catalogue.ts";
import { SignalKey } from "../../contracts/ids.ts";
import { Trigger } from "../../contracts/trigger.ts";
import { Engine } from "./engine.ts";
import { decodeEngine, encodeEngine } from "./engine-snapshot.ts";
import type { Guard } from "./fire-guard.ts";
import { toEngineTrigger } from "./to-engine-trigger.ts";

const minuteMs = 60_000;
const key = SignalKey.parse("price.A");
const price = { unit: "USD", min: 0, max: undefined, stepMs: minuteMs, stalenessMs: 3 * minuteMs, description: "" };
const catalogue = catalogueOf(new Map([[key, price]]));

/** Steps triggers through prices, one a minute, `.` for none: "id@minute" of each fire. Stored and loaded between all points. */
function play(
  startMs: number,
  prices: string,
  triggers: readonly Record<string, unknown>[],
  guard: Guard | null = null,
): string[] {
  const settings = { catalogue, cadenceMs: minuteMs, guard };
  let engine = new Engine(settings);
  const parsed = triggers.map((fields) => Trigger.parse({ when: "price('A') < 3", mode: "repeat", ...fields }));
  for (const [slot, trigger] of parsed.entries()) {
    const compiled = compileTrigger(trigger, { catalogue, cadenceMs: minuteMs });
    if (!compiled.ok) throw new Error(compiled.error.message);
    const registered = registerTrigger(trigger, { version: 1, epoch: 0, lastFiredAtMs: null }, minuteMs);
    engine.add(slot, toEngineTrigger("", registered, compiled.value));
  }
  const fires: string[] = [];
  for (const [minute, digit] of [...prices].entries()) {
    const atMs = startMs + minute * minuteMs;
    const value = Number(digit);
    const sample = { key, value, low: value, high: value, sampleAtMs: atMs, validUntilMs: Number.POSITIVE_INFINITY };
    const samples = digit === "." ? [] : [{ ...sample, joinsPrevious: true, count: 1 }];
    engine.step(atMs / minuteMs, new Map(samples.map((one) => [one.key, one])), (slot) => {
      fires.push(`${parsed[slot]?.id ?? ""}@${minute}`);
    });
    const state = decodeEngine(encodeEngine(engine.save()));
    if (!state.ok) throw new Error(state.error);
    engine = new Engine(settings);
    engine.restore(state.value);
  }
  return fires;
}

const noonMs = Date.UTC(2021, 4, 19, 12);

test.each<[string, string, Guard | null, string[]]>([
  ["without a guard it fires at every fall", "5252525252", null, ["t@1", "t@3", "t@5", "t@7", "t@9"]],
  [
    "three in ten minutes: the fourth disables it",
    "5252525252",
    { fires: 3, windowMs: 10 * minuteMs },
    ["t@1", "t@3", "t@5"],
  ],
  [
    "three in four minutes: never more than two within any four",
    "5252525252",
    { fires: 3, windowMs: 4 * minuteMs },
    ["t@1", "t@3", "t@5", "t@7", "t@9"],
  ],
  [
    "one in ten minutes: the second disables it",
    "525555555555252",
    { fires: 1, windowMs: 10 * minuteMs },
    ["t@1", "t@12"],
  ],
  ["once it is disabled it stays so", "52525555555555555552", { fires: 1, windowMs: 10 * minuteMs }, ["t@1"]],
])("guard: %s", (_what, prices, guard, fires) => {
  expect(play(noonMs, prices, [{ id: "t" }], guard)).toEqual(fires);
});

const hours = (from: string, to: string, timeZone = "UTC", days?: string[]) => ({
  activeHours: { timeZone, from, to, ...(days === undefined ? {} : { days }) },
});
test.each<[string, number, string, Record<string, unknown>, string[]]>([
  ["closed all along", noonMs, "52222", hours("13:00", "14:00"), []],
  ["opens while it holds: fires then", noonMs, "52222", hours("12:03", "14:00"), ["t@3"]],
  ["`for` starts anew inside", noonMs, "522222", { ...hours("12:03", "14:00"), for: "2m" }, ["t@5"]],
  ["closes before `for` is over", noonMs, "522222", { ...hours("12:00", "12:03"), for: "3m" }, []],
  ["re-arming goes on outside", noonMs, "2555222", hours("12:04", "12:06", "UTC"), ["t@4"]],
  ["another day", noonMs, "52222", hours("12:00", "14:00", "UTC", ["thu"]), []],
  ["this day", noonMs, "52222", hours("12:00", "14:00", "UTC", ["wed"]), ["t@1"]],
  // Clocks went from 01:59 to 03:00 in Berlin at 01:00 UTC.
  ["an hour that was skipped", Date.UTC(2021, 2, 28, 0, 58), "522222", hours("02:00", "03:00", "Europe/Berlin"), []],
  ["the hour after", Date.UTC(2021, 2, 28, 0, 58), "522222", hours("03:00", "04:00", "Europe/Berlin"), ["t@2"]],
])("active hours: %s", (_what, startMs, prices, fields, fires) => {
  expect(play(startMs, prices, [{ id: "t", ...fields }])).toEqual(fires);
});

test("points follow one another: a gap is a fault", () => {
  const engine = new Engine({ catalogue, cadenceMs: minuteMs, guard: null });
  engine.step(5, new Map(), () => {});
  expect(() => engine.step(7, new Map(), () => {})).toThrow("point 7 does not follow 5");
});

test.each<[string, string, Record<string, unknown>, string[]]>([
  ["for", "2252252", { for: "1m" }, ["t@1", "t@4"]],
  ["cooldown", "2525252", { cooldown: "3m" }, ["t@0", "t@4"]],
  ["a window", "5552222", { when: "sma(price('A'), '3m') < 3" }, ["t@5"]],
  ["validity", "2252252", { validFrom: 2 * minuteMs }, ["t@3", "t@6"]],
])("grid points around 1970 are points like all others: %s", (_what, prices, fields, fires) => {
  expect(play(0, prices, [{ id: "t", ...fields }])).toEqual(fires);
  const before = play(-4 * minuteMs, prices, [{ id: "t", ...fields, validFrom: undefined }]);
  if (!("validFrom" in fields)) expect(before).toEqual(fires);
});
