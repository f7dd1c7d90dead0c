import fc from "fast-check";
import { expect, test } from "vitest";
import { ConstantNode } from "./arithmetic-nodes.ts";
import { WindowMoments } from "./window-moments.ts";
import { ExtremeNode } from "./window-nodes.ts";
import { WindowRing } from "./window-ring.ts";

/** Samples of successive points; null where one has none. */
const samples = fc.array(fc.option(fc.double({ min: 1, max: 1e6, noNaN: true }), { freq: 5 }), { maxLength: 200 });

function windowOver(length: number) {
  const of = new ConstantNode(0);
  const ring = new WindowRing(of, length);
  const moments = new WindowMoments(ring);
  const enough = { stepMs: 1, windowMs: 0 };
  const extremes = [new ExtremeNode("min", ring, enough), new ExtremeNode("max", ring, enough)];
  const step = (tick: number, sample: number | null) => {
    of.value = sample ?? of.value;
    of.isTouched = sample !== null;
    for (const node of [ring, moments, ...extremes]) node.step(tick);
  };
  return { ring, moments, extremes, step };
}

test("count, mean, deviation and extremes are those of the samples in the window", () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 40 }), fc.nat(1_000), (series, length, firstTick) => {
      const { moments, extremes, step } = windowOver(length);
      for (const [at, sample] of series.entries()) {
        step(firstTick + at, sample);
        const within = series.slice(Math.max(0, at - length + 1), at + 1).filter((one) => one !== null);
        expect(moments.count).toBe(within.length);
        if (within.length === 0) continue;
        const mean = within.reduce((sum, one) => sum + one, 0) / within.length;
        const variance = within.reduce((sum, one) => sum + (one - mean) ** 2, 0) / within.length;
        expect(Math.abs(moments.mean - mean)).toBeLessThanOrEqual(1e-12 * mean);
        expect(Math.abs(Math.sqrt(moments.squares / moments.count) - Math.sqrt(variance))).toBeLessThanOrEqual(
          1e-7 * mean,
        );
        expect(extremes.map(({ value }) => value)).toEqual([Math.min(...within), Math.max(...within)]);
      }
    }),
  );
});

test("what does not move deviates by exactly nothing, however long", () => {
  const { moments, step } = windowOver(7);
  for (let tick = 0; tick < 10_000; tick += 1) step(tick, tick < 20 ? 1e6 + tick : 0.1 + 0.2);
  expect(moments).toMatchObject({ count: 7, mean: 0.1 + 0.2, squares: 0 });
});

test("stored and loaded anywhere, it goes on with the same bits", () => {
  fc.assert(
    fc.property(samples, samples, fc.integer({ min: 1, max: 30 }), (before, after, length) => {
      const straight = windowOver(length);
      for (const [tick, sample] of before.entries()) straight.step(tick, sample);
      const loaded = windowOver(length);
      loaded.ring.restore(straight.ring.save());
      for (const [at, sample] of after.entries()) {
        straight.step(before.length + at, sample);
        loaded.step(before.length + at, sample);
        // A value that is held is none of the ring's: only what it computes of new samples is compared.
        if (sample === null) continue;
        const bits = ({ moments: { count, mean, squares } }: typeof straight) => [count, mean, squares];
        expect(bits(loaded)).toEqual(bits(straight));
        expect(loaded.extremes.map(({ value }) => value)).toEqual(straight.extremes.map(({ value }) => value));
      }
    }),
  );
});
