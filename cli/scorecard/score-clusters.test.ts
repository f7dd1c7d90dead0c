import fc from "fast-check";
import { expect, test } from "vitest";
import { scoreClusters } from "./score-clusters.ts";

const settings = { draws: 10_000, seed: 1 };

test.each<readonly [title: string, labels: readonly number[], returns: readonly number[]]>([
  ["one cluster", [0, 0, 0], [1, 2, 3]],
  ["each asset its own", [0, 1, 2], [1, 2, 3]],
  ["no asset", [], []],
  ["returns that do not differ", [0, 0, 1], [0.5, 0.5, 0.5]],
])("%s says nothing", (_, labels, returns) => {
  expect(scoreClusters(returns, labels, settings)).toBeNull();
});

test("against numbers by hand, and p against all labellings", () => {
  // Means 0 and 3, total Σ(r − 1.5)² = 15.5, between 13.5. Of the 20 labellings two are this one by other names.
  const score = scoreClusters([-1, 0, 1, 3, 3, 3], [0, 0, 0, 1, 1, 1], settings);
  expect(score).toMatchObject({ assets: 6, clusters: 2 });
  expect(score?.explained).toBeCloseTo(13.5 / 15.5, 12);
  expect(score?.alike.within).toBeCloseTo(4 / 6, 12);
  expect(score?.alike.between).toBeCloseTo(3, 12);
  expect(score?.p).toBeCloseTo(2 / 20, 2);
  expect(score?.alike.p).toBeCloseTo(2 / 20, 2);
  // The mean of η² over all labellings is (clusters − 1) / (assets − 1).
  expect(score?.explainedByChance).toBeCloseTo(1 / 5, 2);
});

test("noise is seldom significant", () => {
  const uniform = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 });
  const samples = fc.sample(uniform, { numRuns: 400, seed: 5 });
  const labels = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2];
  const ps = samples.map((returns) => scoreClusters(returns, labels, { draws: 400, seed: 2 })?.p ?? 1);
  expect(ps.filter((p) => p < 0.05).length).toBeLessThan(0.09 * ps.length);
});
