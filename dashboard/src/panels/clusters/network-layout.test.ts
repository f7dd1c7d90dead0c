import { expect, test } from "vitest";
import type { ClusterRun } from "../../../../contracts/cluster.ts";
import { listEdges } from "./network-edges.ts";
import { layOutNetwork, nextInDirection } from "./network-layout.ts";
import { readMap } from "./read-map.ts";

const cluster = (id: string, members: string[], medoid: string) => ({
  ...{ id, members, medoid, cohesion: 0.8, stress: null },
  lineage: { state: "born" as const, from: [] },
});
/** A and B, then C, are one cluster around B; D and E another around D. */
const run = {
  assets: ["A", "B", "C", "D", "E"],
  linkage: [
    [0, 1, 0.3, 2],
    [3, 4, 0.4, 2],
    [2, 5, 0.5, 3],
    [6, 7, 1.2, 5],
  ],
  clusters: [cluster("x", ["A", "B", "C"], "B"), cluster("y", ["D", "E"], "D")],
} as unknown as ClusterRun;
const map = readMap(run);
if (map === null) throw new Error("the tree of the test is none");
const edges = listEdges(map);

test("a line for each merge, between those that stand for its branches", () => {
  expect(edges.map(({ from, to, isInside }) => `${map.assets[from]}${map.assets[to]} ${isInside}`)).toEqual([
    "AB true",
    "DE true",
    "CB true",
    "DB false",
  ]);
  expect(edges.map(({ correlation }) => Number(correlation.toFixed(3)))).toEqual([0.955, 0.92, 0.875, 0.28]);
});

test("the same places each time, all within the box, and nearer where the correlation is larger", () => {
  const places = layOutNetwork(5, edges, 600, 400);
  expect(layOutNetwork(5, edges, 600, 400)).toEqual(places);
  for (const { x, y } of places) {
    expect(x).toBeGreaterThanOrEqual(26);
    expect(x).toBeLessThanOrEqual(574);
    expect(y).toBeGreaterThanOrEqual(26);
    expect(y).toBeLessThanOrEqual(374);
  }
  const distance = ({ from, to }: { from: number; to: number }) =>
    Math.hypot((places[from]?.x ?? 0) - (places[to]?.x ?? 0), (places[from]?.y ?? 0) - (places[to]?.y ?? 0));
  const [first, , , last] = edges as [(typeof edges)[number], unknown, unknown, (typeof edges)[number]];
  expect(distance(first)).toBeLessThan(distance(last));
});

test.each([
  [0, []],
  [1, [{ x: 300, y: 200 }]],
])("%i items need no line", (count, expected) => {
  expect(layOutNetwork(count, [], 600, 400)).toEqual(expected);
});

test("many items are laid out in a moment", () => {
  const chain = Array.from({ length: 499 }, (_, item) => ({
    ...{ from: Math.floor(item / 3), to: item + 1, height: 0.5 + (item % 7) / 10, correlation: 0.5, isInside: true },
  }));
  const startedMs = performance.now();
  const places = layOutNetwork(500, chain, 900, 500);
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  expect(places.filter(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))).toEqual([]);
});

test.each([
  ["ArrowRight", 0, 1],
  ["ArrowLeft", 1, 0],
  ["ArrowDown", 0, 2],
  ["ArrowUp", 2, 0],
  ["ArrowUp", 0, null],
  ["ArrowRight", 1, null],
] as const)("%s from %i leads to %s", (direction, from, expected) => {
  const places = [
    { x: 0, y: 0 },
    { x: 10, y: 2 },
    { x: 1, y: 12 },
    { x: 40, y: 60 },
  ];
  if (direction === "ArrowRight" && from === 1) places.pop();
  expect(nextInDirection(places, from, direction)).toBe(expected);
});
