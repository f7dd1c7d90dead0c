import { expect, test } from "vitest";
import { type CutCriterion, cutTree } from "./cut-tree.ts";
import type { Distances } from "./distances.ts";
import { type Linkage, link } from "./link.ts";
import { chooseCount, meanSilhouettes } from "./silhouette.ts";

/** Heights 0.5, 0.8 and 1.2; the cut for correlation ρ lies at √(2(1 − ρ)). */
const tree: Linkage = [
  [1, 3, 0.5, 2],
  [0, 2, 0.8, 2],
  [4, 5, 1.2, 4],
];
const four: Distances = { size: 4, values: new Float64Array(6) };
const alone = [[0], [1], [2], [3]];
const pairs = [
  [0, 2],
  [1, 3],
];

test.each<[CutCriterion["by"], number, number[][]]>([
  ["correlation", 0.9, alone],
  ["correlation", 0.875, [[0], [1, 3], [2]]],
  ["correlation", 0.7, [[0], [1, 3], [2]]],
  ["correlation", 0.6, pairs],
  ["correlation", 0.2, [[0, 1, 2, 3]]],
  ["height", 0.49, alone],
  ["height", 0.8, pairs],
  ["height", 9, [[0, 1, 2, 3]]],
  ["count", 1, [[0, 1, 2, 3]]],
  ["count", 2, pairs],
  ["count", 4, alone],
  ["count", 9, alone],
])("cut by %s %d", (by, value, groups) => {
  expect(cutTree(tree, four, { by, value } as CutCriterion)).toEqual(groups);
});

function onLine(...at: number[]): Distances {
  const values = at.flatMap((a, row) => at.slice(row + 1).map((b) => Math.abs(a - b)));
  return { size: at.length, values: Float64Array.from(values) };
}

/** By the definition, item by item. */
function silhouetteOf(groups: readonly (readonly number[])[], at: readonly number[]): number {
  const meanTo = (item: number, group: readonly number[]): number => {
    const others = group.filter((other) => other !== item);
    return others.reduce((sum, other) => sum + Math.abs((at[item] ?? 0) - (at[other] ?? 0)), 0) / others.length;
  };
  const each = at.map((_, item) => {
    const own = groups.find((group) => group.includes(item)) ?? [];
    if (own.length === 1) return 0;
    const a = meanTo(item, own);
    const b = Math.min(...groups.filter((group) => group !== own).map((group) => meanTo(item, group)));
    return Math.max(a, b) === 0 ? 0 : (b - a) / Math.max(a, b);
  });
  return each.reduce((sum, value) => sum + value, 0) / at.length;
}

test.each<[string, number[], number]>([
  ["two clear groups", [0, 1, 2, 20, 21, 22], 2],
  ["three clear groups", [0, 1, 2, 20, 21, 22, 50, 51], 3],
  ["all in one place: the fewest", [5, 5, 5, 5], 2],
])("silhouette: %s", (_, at, count) => {
  const distances = onLine(...at);
  const linkage = link(distances, "average");
  const measured = [...meanSilhouettes(linkage, distances)];
  expect(measured.map((cut) => cut.count)).toEqual(
    Array.from({ length: at.length - 2 }, (__, cut) => at.length - 1 - cut),
  );
  for (const { count: value, mean } of measured) {
    expect(mean).toBeCloseTo(silhouetteOf(cutTree(linkage, distances, { by: "count", value }), at), 12);
  }
  expect(chooseCount(linkage, distances)).toBe(count);
  expect(cutTree(linkage, distances, { by: "silhouette" })).toHaveLength(count);
});

test("with fewer than three items there is no silhouette: the default cut", () => {
  const near = onLine(0, 0.7);
  const far = onLine(0, 0.8);
  expect(chooseCount(link(near, "average"), near)).toBeNull();
  expect(cutTree(link(near, "average"), near, { by: "silhouette" })).toEqual([[0, 1]]);
  expect(cutTree(link(far, "average"), far, { by: "silhouette" })).toEqual([[0], [1]]);
});
