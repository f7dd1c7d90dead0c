import { describe, expect, test } from "vitest";
import type { ClusterRun } from "../../../../contracts/cluster.ts";
import { layOutTree, type Tree } from "./tree.ts";
import { correlationAt, correlationOf, heightOf, listHeatBlocks, listNeighbours } from "./tree-correlation.ts";
import { clusterNumbers, cutHeight, markMerges } from "./tree-cut.ts";

type Linkage = ClusterRun["linkage"];

/** 1 and 3 join, then 0 and 4, then 2 joins the first pair, then all. */
const five: Linkage = [
  [1, 3, 0.4, 2],
  [0, 4, 0.6, 2],
  [2, 5, 0.7, 3],
  [6, 7, 1.2, 5],
];
const tree = layOutTree(five, 5) as Tree;

describe("layout", () => {
  test("leaves in tree order, merges in the middle of their sides", () => {
    expect(tree.order).toEqual([0, 4, 2, 1, 3]);
    expect(tree.order.map((item) => tree.places[item])).toEqual([0, 1, 2, 3, 4]);
    expect(tree.merges.map(({ first, split, last, middle }) => [first, split, last, middle])).toEqual([
      [3, 4, 4, 3.5],
      [0, 1, 1, 0.5],
      [2, 3, 4, 2.75],
      [0, 2, 4, 1.625],
    ]);
  });

  test.each<[string, Linkage, number, readonly number[] | null]>([
    ["nothing", [], 0, []],
    ["one item", [], 1, [0]],
    ["two", [[0, 1, 0.5, 2]], 2, [0, 1]],
    ["a row too few", [[0, 1, 0.5, 2]], 3, null],
    ["a row too many", [[0, 1, 0.5, 2]], 1, null],
    [
      "a row of a later one",
      [
        [0, 3, 0.5, 2],
        [1, 2, 0.6, 2],
      ],
      3,
      null,
    ],
    [
      "an item twice",
      [
        [0, 1, 0.5, 2],
        [0, 1, 0.6, 2],
      ],
      3,
      null,
    ],
    ["with itself", [[0, 0, 0.5, 2]], 2, null],
  ])("%s", (_, linkage, size, order) => {
    expect(layOutTree(linkage, size)?.order ?? null).toEqual(order);
  });

  test("a chain of a thousand is laid out without recursion", () => {
    const chain = Array.from({ length: 999 }, (_, row) => {
      return [row + 1, row === 0 ? 0 : 999 + row, row / 999, row + 2] as Linkage[number];
    });
    const long = layOutTree(chain, 1_000);
    expect(long?.order.length).toBe(1_000);
    expect(new Set(long?.order).size).toBe(1_000);
    expect(listHeatBlocks(long as Tree).length).toBe(1_998);
  });
});

describe("correlation as the tree has it", () => {
  test.each([
    [0, 1],
    [Math.SQRT2, 0],
    [2, -1],
  ])("height %f is ρ %f, and back", (height, correlation) => {
    expect(correlationAt(height)).toBeCloseTo(correlation, 12);
    expect(heightOf(correlation)).toBeCloseTo(height, 12);
  });

  test.each([
    [3, 4, correlationAt(0.4)],
    [4, 2, correlationAt(0.7)],
    [1, 4, correlationAt(1.2)],
    [2, 2, 1],
  ])("places %i and %i", (a, b, correlation) => {
    expect(correlationOf(tree, a, b)).toBe(correlation);
  });

  test("the blocks cover each pair once, with the value of its merge", () => {
    const cells = Array.from({ length: 25 }, () => 0);
    for (const { x, y, width, height, correlation } of listHeatBlocks(tree)) {
      for (let row = y; row < y + height; row += 1) {
        for (let column = x; column < x + width; column += 1) {
          cells[row * 5 + column] = (cells[row * 5 + column] ?? 0) + 1;
          expect(correlation).toBe(correlationOf(tree, row, column));
        }
      }
    }
    expect(cells).toEqual(Array.from({ length: 25 }, (_, at) => (at % 6 === 0 ? 0 : 1)));
  });

  test("neighbours: the nearest first", () => {
    expect(listNeighbours(tree, 1)).toEqual([
      { item: 3, correlation: correlationAt(0.4) },
      { item: 2, correlation: correlationAt(0.7) },
      { item: 0, correlation: correlationAt(1.2) },
      { item: 4, correlation: correlationAt(1.2) },
    ]);
    expect(listNeighbours(tree, 9)).toEqual([]);
  });
});

describe("the cut", () => {
  const assets = ["A", "B", "C", "D", "E"];
  const usual = heightOf(Math.SQRT1_2);
  test.each<[string, readonly (readonly string[])[], readonly (number | null)[], number | null]>([
    [
      "three done",
      [
        ["B", "C", "D"],
        ["A", "E"],
      ],
      [0, 1, 0, null],
      usual,
    ],
    ["one done", [["B", "D"], ["A"], ["C"], ["E"]], [0, null, null, null], 0.5],
    ["none done", [["A"], ["B"], ["C"], ["D"], ["E"]], [null, null, null, null], 0.2],
    ["all done", [["A", "B", "C", "D", "E"]], [0, 0, 0, 0], 1.6],
    [
      "not a cut of this tree",
      [
        ["A", "B"],
        ["C", "D", "E"],
      ],
      [null, null, null, null],
      0.2,
    ],
    ["a higher merge without a lower one", [["A", "E"], ["B"], ["C"], ["D"]], [null, 0, null, null], null],
  ])("%s", (_, groups, marks, height) => {
    const numbers = clusterNumbers(
      assets,
      groups.map((members) => ({ members: [...members] })),
    );
    expect(markMerges(tree, numbers)).toEqual(marks);
    const found = cutHeight(tree, marks);
    if (height === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(height, 12);
  });
});
