import fc from "fast-check";
import { expect, test } from "vitest";
import { type Bucket, isFull, takeToken } from "./token-bucket.ts";

const limit = { capacity: 3, perSecond: 2 };

test("a burst, then as many as the rate gives", () => {
  let bucket: Bucket | undefined;
  const take = (nowMs: number) => {
    const taken = takeToken(bucket, limit, nowMs);
    bucket = taken.bucket;
    return taken.ok ? "ok" : taken.retryAfterMs;
  };
  expect([take(0), take(0), take(0), take(0)]).toEqual(["ok", "ok", "ok", 500]);
  expect([take(499), take(500), take(500)]).toEqual([1, "ok", 500]);
});

test("after what it says it is worth another try, and not before", () => {
  const spent: Bucket = { thousandths: 250, atMs: 1_000 };
  const refused = takeToken(spent, limit, 1_000);
  if (refused.ok) throw new Error("nothing was left");
  expect(takeToken(spent, limit, 1_000 + refused.retryAfterMs).ok).toBe(true);
  expect(takeToken(spent, limit, 1_000 + refused.retryAfterMs - 1).ok).toBe(false);
});

test("never more than the burst and the rate allow, whenever somebody tries, even by a clock that goes back", () => {
  const stepMs = fc.integer({ min: -2_000, max: 3_000 });
  fc.assert(
    fc.property(fc.array(stepMs, { maxLength: 60 }), (steps) => {
      let [bucket, nowMs, latestMs, taken]: [Bucket | undefined, number, number, number] = [
        undefined,
        10_000,
        10_000,
        0,
      ];
      for (const step of steps) {
        nowMs += step;
        latestMs = Math.max(latestMs, nowMs);
        const result = takeToken(bucket, limit, nowMs);
        bucket = result.bucket;
        if (result.ok) taken += 1;
      }
      const first = 10_000 + Math.min(0, steps[0] ?? 0);
      return taken <= limit.capacity + ((latestMs - first) * limit.perSecond) / 1_000;
    }),
    { numRuns: 300, seed: 7 },
  );
});

test("a bucket is full once it has filled up, and can be forgotten", () => {
  const bucket = { thousandths: 1_000, atMs: 0 };
  expect([999, 1_000].map((nowMs) => isFull(bucket, limit, nowMs))).toEqual([false, true]);
});
