import { expect, test } from "vitest";
import { cutTree } from "./cut-tree.ts";
import { type Linkage, linkAverage } from "./link-average.ts";

/** Distances of points on a line. */
const onLine = (...at: number[]): number[][] => at.map((a) => at.map((b) => Math.abs(a - b)));

test.each<[string, number[][], Linkage]>([
  ["nothing", [], []],
  ["one item", [[0]], []],
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
  // Equal heights: the pair found first, from the lowest item on, comes first.
  [
    "ties",
    onLine(0, 1, 5, 6),
    [
      [0, 1, 1, 2],
      [2, 3, 1, 2],
      [4, 5, 5, 4],
    ],
  ],
  [
    "all equal distances",
    [
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 0],
    ],
    [
      [0, 1, 1, 2],
      [2, 3, 1, 3],
    ],
  ],
])("average linkage: %s", (_, distances, expected) => {
  expect(linkAverage(distances)).toEqual(expected);
});

/** Heights 0.5, 0.8 and 1.2; the cut for correlation ρ lies at √(2(1 − ρ)). */
const tree: Linkage = [
  [1, 3, 0.5, 2],
  [0, 2, 0.8, 2],
  [4, 5, 1.2, 4],
];

test.each<[number, number[][]]>([
  [0.9, [[0], [1], [2], [3]]],
  [0.875, [[0], [1, 3], [2]]],
  [0.7, [[0], [1, 3], [2]]],
  [
    0.6,
    [
      [0, 2],
      [1, 3],
    ],
  ],
  [0.2, [[0, 1, 2, 3]]],
])("cut at correlation %d", (cutCorrelation, groups) => {
  expect(cutTree(tree, 4, cutCorrelation)).toEqual(groups);
});
