import fc from "fast-check";
import { expect, test } from "vitest";
import { VaultRule } from "../../../contracts/vault-rule.ts";
import { type HeldRule, judgeRule, type VaultReading } from "./judge-rule.ts";

const minuteMs = 60_000;
const startMs = Date.UTC(2021, 4, 19, 12);
const hold = (when: unknown, cooldown = "10m"): HeldRule => ({
  rule: VaultRule.parse({ id: "r", when, cooldown, action: { type: "notify" } }),
  version: 1,
  epoch: 0,
  lastFiredAtMs: null,
  peakMicroUsd: null,
});
/** Minutes after the start at which a rule fires, over readings a minute apart. */
function play(start: HeldRule, readings: readonly Partial<VaultReading>[]): number[] {
  let held = start;
  return readings.flatMap((reading, minute) => {
    const full = { chainTimeMs: startMs + minute * minuteMs, health: undefined, worthMicroUsd: undefined, ...reading };
    const verdict = judgeRule(held, full);
    held = verdict.held;
    return verdict.because === null ? [] : [minute];
  });
}
const health = (...values: (string | null | undefined)[]) => values.map((value) => ({ health: value }));
const worth = (...usd: (number | undefined)[]) =>
  usd.map((value) => ({ worthMicroUsd: value === undefined ? undefined : BigInt(value) * 1_000_000n }));

const low = { type: "health-below", value: "1.3" };
const fall = { type: "drawdown-beyond", fraction: "0.2" };
const hourly = { type: "schedule", every: "3m", from: new Date(startMs + 2 * minuteMs).toISOString() };

test.each<[string, HeldRule, Partial<VaultReading>[], number[]]>([
  ["health falls below", hold(low), health("1.5", "1.3", "1.299999", "1.2"), [2]],
  ["health stays below: again after the cooldown", hold(low, "2m"), health("1.2", "1.2", "1.2", "1.2"), [0, 2]],
  ["no loans have no health factor", hold(low), health(null, null), []],
  ["a reading that failed fires nothing", hold(low), health(undefined, "1.2"), [1]],
  ["a fall of exactly the fraction is not beyond it", hold(fall), worth(100, 80), []],
  ["a fall beyond it", hold(fall), worth(100, 120, 96, 95), [3]],
  ["after a fire it counts from there", hold(fall, "0s"), worth(100, 70, 60, 55), [1, 3]],
  ["a reading that failed is not a fall to nothing", hold(fall), worth(100, undefined, 100), []],
  ["a schedule that starts later", hold(hourly), Array.from({ length: 9 }, () => ({})), [2, 5, 8]],
  [
    "points that were missed count as one",
    hold(hourly),
    [{}, {}, {}, { chainTimeMs: startMs + 30 * minuteMs }, { chainTimeMs: startMs + 31 * minuteMs }],
    [2, 3],
  ],
])("%s", (_what, held, readings, fires) => {
  expect(play(held, readings)).toEqual(fires);
});

test("a schedule that was set in the middle of its life does not make up for what was before", () => {
  const late = hold({ type: "schedule", every: "3m", from: startMs - 100 * 3 * minuteMs });
  expect(
    play(
      late,
      Array.from({ length: 7 }, () => ({})),
    ),
  ).toEqual([3, 6]);
});

test("never two fires within the cooldown, never one epoch twice", () => {
  const reading = fc.record({
    worthMicroUsd: fc.option(fc.bigInt({ min: 1n, max: 10n ** 15n }), { nil: undefined }),
    health: fc.option(fc.constantFrom("1.1", "1.2", "1.4"), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.constantFrom(low, fall), fc.array(reading, { maxLength: 60 }), (when, readings) => {
      const fires = play(hold(when, "7m"), readings);
      for (const [index, minute] of fires.entries()) {
        expect(minute - (fires[index - 1] ?? -7)).toBeGreaterThanOrEqual(7);
      }
    }),
    { seed: 3, numRuns: 500 },
  );
});
