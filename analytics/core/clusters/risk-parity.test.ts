import { expect, test } from "vitest";
import { readReference, whyMissing } from "../../test-reference-data.ts";
import { type Linkage, link } from "./link.ts";
import { orderLeaves, weighByRiskParity } from "./risk-parity.ts";

const diagonal = (...variances: number[]) => ({
  size: variances.length,
  values: Float64Array.from(
    variances.flatMap((variance, row) => variances.map((_, column) => (row === column ? variance : 0))),
  ),
});
const pairs: Linkage = [
  [0, 2, 0.5, 2],
  [1, 3, 0.6, 2],
  [4, 5, 1.2, 4],
];

test.each<[string, number[], Linkage, number[]]>([
  ["nothing", [], [], []],
  ["one item", [4], [], [1]],
  ["two: inverse to their variances", [1, 3], [[0, 1, 1, 2]], [0.75, 0.25]],
  ["four equal ones", [2, 2, 2, 2], pairs, [0.25, 0.25, 0.25, 0.25]],
  ["without a variance all goes there", [1, 0], [[0, 1, 1, 2]], [0, 1]],
  ["or there in equal parts", [0, 1, 0, 2], pairs, [0.5, 0, 0.5, 0]],
  ["none has one", [0, 0], [[0, 1, 1, 2]], [0.5, 0.5]],
  ["very small and very large ones", [1e-310, 1e300], [[0, 1, 1, 2]], [1, 0]],
])("weights: %s", (_, variances, linkage, expected) => {
  const weights = weighByRiskParity(linkage, diagonal(...variances));
  for (const [item, weight] of expected.entries()) expect(weights[item]).toBeCloseTo(weight, 12);
  expect(weights).toHaveLength(expected.length);
});

test("a covariance that gaps have made impossible still gives weights", () => {
  const covariance = { size: 3, values: Float64Array.of(1, -1, -1, -1, 1, -1, -1, -1, 1) };
  const weights = weighByRiskParity(
    [
      [0, 1, 1, 2],
      [2, 3, 2, 3],
    ],
    covariance,
  );
  expect(weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
});

test("leaves from left to right", () => {
  expect(orderLeaves(pairs, 4)).toEqual([0, 2, 1, 3]);
  expect(
    orderLeaves(
      [
        [1, 2, 1, 2],
        [0, 3, 2, 3],
      ],
      3,
    ),
  ).toEqual([0, 1, 2]);
  expect(
    orderLeaves(
      [
        [0, 1, 1, 2],
        [2, 3, 2, 3],
      ],
      3,
    ),
  ).toEqual([2, 0, 1]);
});

const paths = ["refs/hrp_pypfopt/stock_prices.csv.gz", "refs/hrp_pypfopt/weights_hrp_expected.csv"] as const;

/** Sample covariance over the steps that both have. */
function covary(left: Float64Array, right: Float64Array): number {
  const steps = [...left.keys()].filter((step) => !Number.isNaN((left[step] ?? 0) + (right[step] ?? 0)));
  const meanOf = (values: Float64Array) => steps.reduce((sum, step) => sum + (values[step] ?? 0), 0) / steps.length;
  const [a, b] = [meanOf(left), meanOf(right)];
  return steps.reduce((sum, step) => sum + ((left[step] ?? 0) - a) * ((right[step] ?? 0) - b), 0) / (steps.length - 1);
}

test.skipIf(whyMissing(...paths) !== "")(
  `twenty stocks: the published weights of PyPortfolioOpt${whyMissing(...paths)}`,
  () => {
    const [header = "", ...lines] = readReference(paths[0]).trimEnd().split(/\r?\n/);
    const names = header.split(",").slice(1);
    const prices = lines.map((line) =>
      line
        .split(",")
        .slice(1)
        .map((text) => (text === "" ? Number.NaN : Number(text))),
    );
    const returns = names.map((_, item) =>
      Float64Array.from(prices.slice(1), (row, step) => (row[item] ?? 0) / (prices[step]?.[item] ?? 0) - 1),
    );
    const size = names.length;
    const values = Float64Array.from({ length: size ** 2 }, (_, at) =>
      covary(returns[Math.floor(at / size)] as Float64Array, returns[at % size] as Float64Array),
    );
    // Its distance, √((1 − ρ) / 2), with ρ over the steps that a pair has in common: the variances, too.
    const distances = returns.flatMap((left, row) =>
      returns.slice(row + 1).map((right) => {
        const common = (own: Float64Array) =>
          own.map((value, step) => (Number.isNaN((left[step] ?? 0) + (right[step] ?? 0)) ? Number.NaN : value));
        const [x, y] = [common(left), common(right)];
        return Math.sqrt((1 - covary(x, y) / Math.sqrt(covary(x, x) * covary(y, y))) / 2);
      }),
    );
    const linkage = link({ size, values: Float64Array.from(distances) }, "single");
    const weights = weighByRiskParity(linkage, { size, values });
    const expected = readReference(paths[1])
      .trimEnd()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(","));
    expect(expected).toHaveLength(20);
    for (const [name = "", weight] of expected) {
      expect(Math.abs((weights[names.indexOf(name)] as number) - Number(weight)), name).toBeLessThan(1e-12);
    }
  },
);
