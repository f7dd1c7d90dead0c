import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../../../local/feed/seeded-random.ts";
import { adjustForFalseDiscovery } from "../../../statistics/adjust-for-false-discovery.ts";
import { correlateRanks } from "../../../statistics/correlate-ranks.ts";
import { rank } from "../../../statistics/rank.ts";
import { findRelations, type RelatedSeries } from "./find-relations.ts";

const stepMs = 1_800_000;
const points = 337;
const rule = { stepMs, points, maxAgeMs: stepMs, samplesMin: 48 };
const asOfMs = 1_000 * stepMs;
const atMs = Array.from({ length: points }, (_, index) => asOfMs - (points - 1 - index) * stepMs);

const walk = (next: () => number): number[] => {
  let level = 0;
  return atMs.map(() => {
    level += next();
    return level;
  });
};
const price = (key: string, logs: number[]): RelatedSeries => ({
  ...{ key, kind: "price" as const },
  samples: { atMs, value: logs.map((log) => 100 * Math.exp(log)) },
});
const probability = (key: string, logits: number[]): RelatedSeries => ({
  ...{ key, kind: "probability" as const },
  samples: { atMs, value: logits.map((logit) => 1 / (1 + Math.exp(-logit))) },
});

test("ranks share places where values are equal", () => {
  expect([...rank([10, 30, 20, 20])]).toEqual([1, 4, 2.5, 2.5]);
});

test.each<[string, number[], number]>([
  ["the same order", [1, 2, 3, 4, 5, 600], 1],
  ["the opposite order", [6, 5, 4, 3, 2, 1], -1],
  // 1 − 6 × Σd² / (n(n² − 1)) with d = 1, −1, 1, −1, 0, 0
  ["two neighbours swapped", [2, 1, 4, 3, 5, 6], 1 - (6 * 4) / 210],
])("rank correlation: %s", (_name, other, expected) => {
  const found = correlateRanks([1, 2, 3, 4, 5, 6], other, 4);
  expect(found?.correlation).toBeCloseTo(expected, 12);
  expect(found?.samples).toBe(6);
});

test("what does not change, or overlaps too little, has no correlation", () => {
  expect(correlateRanks([1, 1, 1, 1, 1], [1, 2, 3, 4, 5], 4)).toBeNull();
  expect(correlateRanks([1, 2, 3, Number.NaN, Number.NaN], [1, 2, 3, 4, 5], 4)).toBeNull();
});

test("q-values: what is published for the method, in any order", () => {
  // c(4) = 1 + 1/2 + 1/3 + 1/4 = 25/12
  const qs = adjustForFalseDiscovery([0.04, 0.001, 0.03, 0.01]);
  const c = 25 / 12;
  for (const [index, q] of [0.04 * c, 0.004 * c, 0.04 * c, 0.02 * c].entries()) expect(qs[index]).toBeCloseTo(q, 12);
  expect(adjustForFalseDiscovery([])).toEqual([]);
  expect(adjustForFalseDiscovery([0.9, 0.95])).toEqual([1, 1]);
});

test("a market that moves with an asset is found; its opposite has the other sign", () => {
  const random = createRandom(7);
  const shared = atMs.map(() => random.normal());
  const follow = (sign: number) => {
    let index = 0;
    return walk(() => sign * 0.01 * (shared[index++] ?? 0) + 0.005 * random.normal());
  };
  const series = [
    price("price.BTC-USD", follow(1)),
    probability("market.up", follow(1)),
    probability("market.down", follow(-1)),
    probability(
      "market.other",
      walk(() => 0.01 * random.normal()),
    ),
  ];
  const found = findRelations(series, asOfMs, rule);
  const shown = (left: string, right: string) => found.find((each) => each.left === left && each.right === right);
  expect(shown("market.up", "price.BTC-USD")).toMatchObject({ samples: 336, q: expect.any(Number) });
  expect(shown("market.up", "price.BTC-USD")?.correlation).toBeGreaterThan(0.6);
  expect(shown("market.down", "price.BTC-USD")?.correlation).toBeLessThan(-0.6);
  expect(shown("market.down", "price.BTC-USD")?.q).toBeLessThan(1e-6);
  expect(shown("market.other", "price.BTC-USD")?.q).toBeGreaterThan(0.05);
  // The lowest q first, and two prices are no pair of this list.
  expect(found.map(({ q }) => q)).toEqual(found.map(({ q }) => q).toSorted((a, b) => a - b));
  expect(findRelations([...series].reverse(), asOfMs, rule)).toEqual(found);
});

/** Runs of noise: how many of them call anything a relation. */
function countFalse(make: (random: ReturnType<typeof createRandom>) => RelatedSeries[]): number {
  return Array.from({ length: 60 }, (_, run) => findRelations(make(createRandom(run + 1)), asOfMs, rule)).filter(
    (found) => found.some(({ q }) => q <= 0.05),
  ).length;
}

test.each<[string, (random: ReturnType<typeof createRandom>) => RelatedSeries[]]>([
  [
    "independent noise",
    (random) => [
      ...["a", "b", "c"].map((name) =>
        price(
          name,
          walk(() => 0.01 * random.normal()),
        ),
      ),
      ...["m", "n", "o"].map((name) =>
        probability(
          name,
          walk(() => 0.05 * random.normal()),
        ),
      ),
    ],
  ],
  [
    "storms that hit everything at once, in independent directions",
    (random) => {
      const storm = atMs.map((_, index) => (index % 80 < 12 ? 8 : 1));
      const stormy = (scale: number) => {
        let index = 0;
        return walk(() => scale * (storm[index++] ?? 1) * random.normal());
      };
      return [
        ...["a", "b", "c"].map((name) => price(name, stormy(0.002))),
        ...["m", "n", "o"].map((name) => probability(name, stormy(0.02))),
      ];
    },
  ],
  [
    "assets with one common factor, and markets that have nothing to do with it",
    (random) => {
      const common = atMs.map(() => random.normal());
      const asset = () => {
        let index = 0;
        return walk(() => 0.01 * (common[index++] ?? 0) + 0.003 * random.normal());
      };
      return [
        ...["a", "b", "c", "d"].map((name) => price(name, asset())),
        ...["m", "n"].map((name) =>
          probability(
            name,
            walk(() => 0.05 * random.normal()),
          ),
        ),
      ];
    },
  ],
])("no more than the stated share of noise is called a relation: %s", (_name, make) => {
  // 5 % of 60 runs are 3; six or more would be seen once in ten such tests of a right method, nine once in five hundred.
  expect(countFalse(make)).toBeLessThanOrEqual(8);
});

test("whatever comes, no number is out of its range", () => {
  const any = fc.array(fc.double({ min: -1, max: 2, noNaN: false }), { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(any, any, (a, b) => {
      const times = a.map((_, index) => asOfMs - (59 - index) * stepMs);
      const series: RelatedSeries[] = [
        { key: "p", kind: "probability", samples: { atMs: times, value: a } },
        { key: "f", kind: "factor", samples: { atMs: times, value: b } },
      ];
      for (const { correlation, low, high, q } of findRelations(series, asOfMs, { ...rule, samplesMin: 10 })) {
        expect(low).toBeLessThanOrEqual(correlation);
        expect(high).toBeGreaterThanOrEqual(correlation);
        expect(low >= -1 && high <= 1 && q >= 0 && q <= 1).toBe(true);
      }
    }),
    { numRuns: 200, seed: 3 },
  );
});
