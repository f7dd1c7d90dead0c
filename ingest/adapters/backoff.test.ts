import fc from "fast-check";
import { expect, test } from "vitest";
import { computeBackoffMs, parseRetryAfterMs } from "./backoff.ts";

const rule = { baseMs: 250, capMs: 4_000 };

test.each([
  [0, 0.5, 125],
  [1, 0.5, 250],
  [2, 0.5, 500],
  [3, 0.5, 1_000],
  [4, 0.5, 2_000],
  [20, 0.5, 2_000],
  [3, 0, 0],
])("attempt %i with chance %d waits %d ms", (attempt, random, ms) => {
  expect(computeBackoffMs(attempt, rule, random)).toBe(ms);
});

test("never beyond the cap, whatever the attempt", () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(5_000), chance, (attempt, random) => {
      const ms = computeBackoffMs(attempt, rule, random);
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(rule.capMs);
    }),
    { numRuns: 200, seed: 7 },
  );
});

const nowMs = Date.UTC(2026, 10, 21, 12, 0, 0);
test.each<[string | null, number | null]>([
  [null, null],
  ["", null],
  ["0", 0],
  [" 53 ", 53_000],
  ["-1", null],
  ["1.5", null],
  ["soon", null],
  ["Sat, 21 Nov 2026 12:01:30 GMT", 90_000],
  ["Sat, 21 Nov 2026 11:00:00 GMT", 0],
  ["Sat, 41 Nov 2026 11:00:00 GMT", null],
])("Retry-After %o is %o ms", (text, ms) => {
  expect(parseRetryAfterMs(text, nowMs)).toBe(ms);
});
