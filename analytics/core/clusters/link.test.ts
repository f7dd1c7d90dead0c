import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LinkageMethod } from "../../../contracts/cluster.ts";
import { readReference, whyMissing } from "../../test-reference-data.ts";
import { copheneticCorrelation, copheneticDistances } from "./cophenetic.ts";
import { cutTree } from "./cut-tree.ts";
import { type Distances, distanceAt, distancesOf } from "./distances.ts";
import { type Linkage, link } from "./link.ts";

const methods = ["average", "complete", "single", "ward"] as const;

/** Distances of points on a line. */
const onLine = (...at: number[]): Distances => between(at.map((value) => [value]));

/** Euclidean distances. */
function between(points: readonly (readonly number[])[]): Distances {
  const values = points.flatMap((a, row) =>
    points.slice(row + 1).map((b) => Math.sqrt(a.reduce((sum, value, at) => sum + (value - (b[at] ?? 0)) ** 2, 0))),
  );
  return { size: points.length, values: Float64Array.from(values) };
}

test.each<[string, Distances, Linkage]>([
  ["nothing", onLine(), []],
  ["one item", onLine(1), []],
  ["two", onLine(0, 3), [[0, 1, 3, 2]]],
  [
    "a pair, then the rest",
    onLine(0, 1, 5),
    [
      [0, 1, 1, 2],
      [2, 3, 4.5, 3],
    ],
  ],
  [
    "two pairs",
    onLine(0, 10, 2, 11),
    [
      [1, 3, 1, 2],
      [0, 2, 2, 2],
      [4, 5, 9.5, 4],
    ],
  ],
])("average linkage: %s", (_, distances, expected) => {
  expect(link(distances, "average")).toEqual(expected);
});

type Case = {
  readonly name: string;
  readonly size: number;
  readonly distances: readonly number[];
  readonly linkage: Readonly<Record<LinkageMethod, Linkage>>;
};
/** Written with scipy 1.17.1: `scipy.cluster.hierarchy.linkage` of condensed distances, four of the five with many ties. */
const cases = JSON.parse(readFileSync(join(import.meta.dirname, "fixtures/linkage-scipy.json"), "utf8")) as Case[];

describe.each(methods)("%s linkage, bit for bit as scipy's", (method) => {
  test.each(cases)("$name", ({ size, distances, linkage }) => {
    expect(link({ size, values: Float64Array.from(distances) }, method)).toEqual(linkage[method]);
  });
});

const irisPath = "refs/hclust/iris.json";
type Iris = {
  readonly data: readonly (readonly number[])[];
  readonly reference: Record<LinkageMethod, { last5_heights: number[]; sizes_3: number[]; cophenetic_corr: number }>;
};

test.skipIf(whyMissing(irisPath) !== "").each(methods)(`iris by %s linkage${whyMissing(irisPath)}`, (method) => {
  const { data, reference } = JSON.parse(readReference(irisPath)) as Iris;
  const distances = between(data);
  const linkage = link(distances, method);
  const expected = reference[method];
  for (const [at, [, , height]] of linkage.slice(-5).entries())
    expect(height).toBeCloseTo(expected.last5_heights[at] ?? 0, 12);
  const sizes = cutTree(linkage, distances, { by: "count", value: 3 }).map((group) => group.length);
  expect(sizes.toSorted((a, b) => b - a)).toEqual(expected.sizes_3);
  expect(copheneticCorrelation(linkage, distances)).toBeCloseTo(expected.cophenetic_corr, 12);
});

test("cophenetic distances are the heights at which items meet", () => {
  const distances = onLine(0, 10, 2, 11);
  expect([...copheneticDistances(link(distances, "average"), 4).values]).toEqual([9.5, 2, 9.5, 9.5, 1, 9.5]);
});

const distancesArbitrary = fc
  .integer({ min: 2, max: 12 })
  .chain((size) =>
    fc
      .array(fc.integer({ min: 0, max: 6 }), { minLength: (size * (size - 1)) / 2, maxLength: (size * (size - 1)) / 2 })
      .map((values): Distances => ({ size, values: Float64Array.from(values) })),
  );

test("heights ascend, each row joins what is there, and the last one has all", () => {
  fc.assert(
    fc.property(distancesArbitrary, fc.constantFrom(...methods), (distances, method) => {
      const linkage = link(distances, method);
      const open = new Set(Array.from({ length: distances.size }, (_, item) => item));
      for (const [row, [left, right, height]] of linkage.entries()) {
        expect(left).toBeLessThan(right);
        expect(open.delete(left) && open.delete(right)).toBe(true);
        open.add(distances.size + row);
        expect(height).toBeGreaterThanOrEqual(linkage[row - 1]?.[2] ?? 0);
      }
      expect(linkage.at(-1)?.[3]).toBe(distances.size);
    }),
    { seed: 20210519, numRuns: 300 },
  );
});

test("single linkage has the same heights whatever the order of the items, ties or not; the others without ties", () => {
  const shuffled = (size: number) =>
    fc.shuffledSubarray(
      Array.from({ length: size }, (_, item) => item),
      { minLength: size, maxLength: size },
    );
  fc.assert(
    fc.property(
      distancesArbitrary.chain((distances) => fc.tuple(fc.constant(distances), shuffled(distances.size))),
      fc.constantFrom(...methods),
      ([ties, order], method) => {
        // Powers of two by place make sums of any two groups differ.
        const values = ties.values.map((value, at) =>
          method === "single" ? value : value + 2 ** -(at % 40) / 3 + at * 1e-6,
        );
        const distances = { size: ties.size, values };
        const moved = order.flatMap((a, row) => order.slice(row + 1).map((b) => distanceAt(distances, a, b)));
        const heights = link(distances, method).map(([, , height]) => height);
        const again = link({ size: ties.size, values: Float64Array.from(moved) }, method).map(([, , height]) => height);
        for (const [at, height] of heights.entries()) expect(again[at]).toBeCloseTo(height, 10);
      },
    ),
    { seed: 20210519, numRuns: 300 },
  );
});

test("a distance that is no number is refused, and not searched for ever", () => {
  const distances = { size: 3, values: Float64Array.of(1, Number.NaN, 2) };
  for (const method of methods) expect(() => link(distances, method)).toThrow("not a finite number");
});

test("distances of a correlation matrix", () => {
  const values = Float64Array.of(1, 0.5, -1, 0.5, 1, 1, -1, 1, 1);
  expect([...distancesOf({ size: 3, values }).values]).toEqual([1, 2, 0]);
});
