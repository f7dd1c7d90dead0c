import fc from "fast-check";
import { expect, test } from "vitest";
import { ClusterRun, type LinkageMethod } from "../../../contracts/cluster.ts";
import { readReference, whyMissing } from "../../test-reference-data.ts";
import type { PricePoint } from "../build-returns.ts";
import { analyzeClusters } from "./analyze-clusters.ts";
import { runClusters } from "./run-clusters.ts";
import type { Shrinkage } from "./shrink.ts";
import { meanOffDiagonal } from "./square-matrix.ts";

const settings = { minOverlap: 0.8, validForMs: 1_000, moveMs: 10 };
const grid = { asOfMs: 200, windowMs: 100, barMs: 10 };
const methods = ["average", "complete", "single", "ward"] as const;

const pointArbitrary = fc.record({
  asset: fc.constantFrom("A", "B", "C", "a", "É", "😀", "Z"),
  atMs: fc.integer({ min: 80, max: 210 }),
  price: fc.oneof(fc.constantFrom(1, 2, 1e-300, 1e300), fc.double({ min: 0.5, max: 2, noNaN: true })),
});

test("the same points give the same bytes whatever their order, and no number is NaN", () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      fc
        .array(pointArbitrary, { minLength: 40, maxLength: 200 })
        .chain((points) =>
          fc.tuple(
            fc.constant(points),
            fc.shuffledSubarray(points, { minLength: points.length, maxLength: points.length }),
          ),
        ),
      fc.constantFrom(0.1, 0.5, 0.8),
      fc.constantFrom(...methods),
      fc.constantFrom<Shrinkage[]>("none", "auto", 0.3, 1),
      fc.constantFrom("correlation", "silhouette"),
      ([points, shuffled], minOverlap, method, shrinkage, by) => {
        const cut = by === "silhouette" ? { by } : { by: "correlation" as const, value: 0.5 };
        const chosen = { ...settings, minOverlap, method, shrinkage, cut } as const;
        const first = runClusters(points, grid, chosen);
        const again = runClusters(shuffled, grid, chosen);
        expect(JSON.stringify(again)).toBe(JSON.stringify(first));
        const { run } = first;
        // The schema takes no NaN and no infinity anywhere.
        ClusterRun.parse(run);
        expect([...first.correlation.values, first.cophenetic].every(Number.isFinite)).toBe(true);
        expect(run.linkage).toHaveLength(Math.max(0, run.assets.length - 1));
        for (const groups of [run.clusters.map(({ members }) => members), run.communities.groups]) {
          expect(groups.flat().toSorted()).toEqual(run.assets.toSorted());
        }
        const sum = run.weights.reduce((total, { weight }) => total + weight, 0);
        expect(sum).toBeCloseTo(run.assets.length === 0 ? 0 : 1, 10);
        // The run goes on from itself without a change.
        const next = runClusters(points, grid, chosen, run).run;
        expect(next.clusters.map(({ id }) => id)).toEqual(run.clusters.map(({ id }) => id));
        expect([...next.clusters.map(({ lineage }) => lineage.state), ...next.died]).toEqual(
          run.clusters.map(() => "kept"),
        );
        accepted += run.assets.length;
      },
    ),
    { seed: 20210519, numRuns: 200 },
  );
  // The property says nothing when every asset is refused.
  expect(accepted).toBeGreaterThan(200);
});

const wave = (step: number): number => Math.exp(0.01 * Math.sin(step));
const other = (step: number): number => Math.exp(0.01 * Math.cos(3 * step));
/** Prices at each of the eleven grid points that `price` gives one for. */
const series = (asset: string, price: (step: number) => number | null): PricePoint[] =>
  Array.from({ length: 11 }, (_, step) => ({ asset, atMs: 100 + step * 10, price: price(step) ?? -1 })).filter(
    (point) => point.price > 0,
  );
const twoGroups = [
  ...series("A", wave),
  ...series("B", (step) => 2 * wave(step)),
  ...series("C", other),
  ...series("D", (step) => 3 * other(step)),
];
const membersOf = (run: ClusterRun) => run.clusters.map(({ members }) => members.join(" "));

test.each<[string, PricePoint[], string[], string[]]>([
  ["two groups that move apart", twoGroups, ["A B", "C D"], []],
  ["a constant asset is refused", [...twoGroups, ...series("E", () => 5)], ["A B", "C D"], ["E constant"]],
  [
    "an asset that appears at the end",
    [...twoGroups, ...series("E", (step) => (step > 7 ? wave(step) : null))],
    ["A B", "C D"],
    ["E too-few-returns"],
  ],
  ["one gap is none", [...twoGroups, ...series("E", (step) => (step === 5 ? null : wave(step)))], ["A B E", "C D"], []],
  [
    "a price 1,000 times off stands alone",
    [...twoGroups, ...series("E", (step) => (step === 5 ? 1_000 : 1) * wave(step))],
    ["A B", "C D", "E"],
    [],
  ],
  ["the same series twice over", [...twoGroups, ...series("E", other)], ["C D E", "A B"], []],
  ["one asset", series("A", wave), ["A"], []],
  ["none", [], [], []],
  ["all constant", [...series("A", () => 1), ...series("B", () => 2)], [], ["A constant", "B constant"]],
])("%s", (_, points, clusters, refused) => {
  const { run } = runClusters(points, grid, settings);
  expect(membersOf(run)).toEqual(clusters);
  expect(run.refused.map(({ asset, reason }) => `${asset} ${reason}`)).toEqual(refused);
  expect(run.regime === null).toBe(run.assets.length === 0);
  ClusterRun.parse(run);
});

test("a run in full", () => {
  const { run } = runClusters(twoGroups, grid, { ...settings, view: "slow", method: "ward", shrinkage: 0.1 });
  expect(run).toMatchObject({
    ...{ view: "slow", asOfMs: 200, validUntilMs: 1_200, barMs: 10, windowMs: 100, method: "ward", shrinkage: 0.1 },
    ...{ assets: ["A", "B", "C", "D"], died: [], refused: [] },
    communities: {
      groups: [
        ["A", "B"],
        ["C", "D"],
      ],
    },
  });
  expect(run.clusters[0]).toMatchObject({ medoid: "A", stress: null, lineage: { state: "born", from: [] } });
  // Shrinkage takes a tenth of every correlation, of 1 between equals too.
  expect(run.clusters.map(({ cohesion }) => cohesion)).toEqual([expect.closeTo(0.9, 10), expect.closeTo(0.9, 10)]);
  // Those that move more weigh less.
  const [a = 0, b = 0, c = 0] = run.weights.map(({ weight }) => weight);
  expect(a).toBeCloseTo(b, 10);
  expect(c).toBeLessThan(a);
});

test("assets out of order, or sizes that do not fit, are a broken input", () => {
  const input = {
    ...{ grid, refused: [], previous: null, returnsOf: () => new Float64Array(10), variances: Float64Array.of(1, 1) },
    correlation: { size: 2, values: Float64Array.of(1, 0, 0, 1) },
  };
  expect(() => analyzeClusters({ ...input, assets: ["B", "A"] }, settings)).toThrow("A is out of order");
  expect(() => analyzeClusters({ ...input, assets: ["A"] }, settings)).toThrow("1 series, 2 in the matrix");
});

type Reference = { symbols: string[]; returns: number; corr: number[][]; mean_offdiag_corr: number } & Record<
  `linkage_${LinkageMethod}`,
  number[][]
>;

/** λ was computed with numpy 2.4 from the same returns, by the definition. */
const references = [
  {
    expected: "refs/expected/analytics_1h_2021-05.json.gz",
    prices: "prices/binance_spot_1h_2021-05-01_20.csv.gz",
    ...{ barMs: 3_600_000, lambda: 0.11902519997061202 },
  },
  {
    expected: "refs/expected/analytics_5m_2024-04.json.gz",
    prices: "prices/binance_spot_5m_2024-04-11_20.csv.gz",
    ...{ barMs: 300_000, lambda: 0.03565348537549522 },
  },
];
const paths = references.flatMap(({ expected, prices }) => [expected, prices]);

test.skipIf(whyMissing(...paths) !== "").each(references)(
  `equals scipy on $prices${whyMissing(...paths)}`,
  ({ expected, prices, barMs, lambda }) => {
    const reference = JSON.parse(readReference(expected)) as Reference;
    const points = readReference(prices)
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line): PricePoint => {
        const [openMs = "", asset = "", , , , close = ""] = line.split(",");
        return { asset, atMs: Number(openMs) + barMs, price: Number(close) };
      });
    const asOfMs = points.reduce((latest, point) => Math.max(latest, point.atMs), 0);
    const window = { asOfMs, windowMs: reference.returns * barMs, barMs };
    for (const method of methods) {
      const { run, correlation } = runClusters(points, window, { ...settings, method });
      expect(run.assets).toEqual(reference.symbols);
      // The reference has twelve digits.
      for (const [at, value] of reference.corr.flat().entries()) {
        expect(Math.abs(value - (correlation.values[at] ?? 9))).toBeLessThan(1e-12);
      }
      expect(meanOffDiagonal(correlation)).toBeCloseTo(reference.mean_offdiag_corr, 12);
      const linkage = reference[`linkage_${method}`];
      expect(run.linkage.map(([left, right, , size]) => [left, right, size])).toEqual(
        linkage.map(([left, right, , size]) => [left, right, size]),
      );
      for (const [row, [, , height]] of run.linkage.entries()) {
        expect(Math.abs(height - (linkage[row]?.[2] ?? 9))).toBeLessThan(1e-12);
      }
    }
    expect(runClusters(points, window, { ...settings, shrinkage: "auto" }).run.shrinkage).toBeCloseTo(lambda, 12);
  },
);
