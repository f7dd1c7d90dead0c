import { expect, test } from "vitest";
import { pipelines } from "../../../../../contracts/pipelines.gen.ts";
import { assignLayers } from "./assign-layers.ts";
import { layOutGraph } from "./lay-out-graph.ts";
import { countCrossings, orderLayers } from "./order-layers.ts";
import { buildPipelineGraph, storesOf } from "./pipeline-graph.ts";

const size = { nodeWidth: 100, nodeHeight: 40, columnGap: 30, rowGap: 10 };
const edgesOf = (text: string) => text.split(" ").map((pair) => ({ from: pair.charAt(0), to: pair.charAt(1) }));

test.each([
  ["a chain", "abc", "ab bc", { a: 0, b: 1, c: 2 }],
  ["after the last of those before it", "abcd", "ab bc ac cd ad", { a: 0, b: 1, c: 2, d: 3 }],
  ["nothing before it", "abc", "ab", { a: 0, b: 1, c: 0 }],
  ["a circle is cut", "abc", "ab bc ca", { a: 2, b: 0, c: 1 }],
  ["to itself", "ab", "aa ab", { a: 0, b: 1 }],
])("columns: %s", (_, ids, edges, expected) => {
  const layers = assignLayers([...ids], edgesOf(edges));
  expect(Object.fromEntries(layers)).toEqual(expected);
});

test("rows are ordered so that edges that need not cross do not", () => {
  const layers = [
    ["a", "b"],
    ["c", "d"],
  ];
  const edges = edgesOf("ad bc");
  expect(countCrossings(layers, edges)).toBe(1);
  expect(countCrossings(orderLayers(layers, edges), edges)).toBe(0);
});

test("one node, no node", () => {
  expect(layOutGraph(["a"], [], size)).toEqual({
    ...{ width: 100, height: 40, edges: [] },
    nodes: [{ id: "a", layer: 0, x: 0, y: 0 }],
  });
  expect(layOutGraph([], [], size)).toEqual({ width: 0, height: 0, nodes: [], edges: [] });
});

test("the pipeline: every node in a place of its own, within the drawing, edges from left to right", () => {
  const graph = buildPipelineGraph(pipelines);
  const ids = graph.nodes.map(({ id }) => id);
  const layout = layOutGraph(ids, graph.edges, size);
  expect(new Set(layout.nodes.map(({ id }) => id))).toEqual(new Set(ids));
  const at = new Map(layout.nodes.map((node) => [node.id, node]));
  for (const { from, to } of graph.edges) expect(at.get(from)?.layer).toBeLessThan(at.get(to)?.layer ?? 0);
  for (const column of Map.groupBy(layout.nodes, ({ layer }) => layer).values()) {
    for (const [index, node] of column.slice(1).entries())
      expect(node.y).toBeGreaterThanOrEqual((column[index]?.y ?? 0) + size.nodeHeight + size.rowGap);
  }
  for (const { x, y } of layout.nodes) {
    expect(x + size.nodeWidth).toBeLessThanOrEqual(layout.width);
    expect(y + size.nodeHeight).toBeLessThanOrEqual(layout.height + 0.1);
  }
  expect(layout.edges.every(({ path }) => /^M[\d. ]+(C[\d. ]+(H[\d.]+)?)+$/.test(path))).toBe(true);
  expect(layOutGraph(ids, graph.edges, size)).toEqual(layout);
});

test("the pipeline's graph: dead-letter queues are lines, every stage is there, stores belong to stages that exist", () => {
  const { nodes, edges } = buildPipelineGraph(pipelines);
  const names = (kind: string) => nodes.filter((node) => node.kind === kind).map(({ name }) => name);
  expect(new Set(names("stage"))).toEqual(new Set(Object.keys(pipelines.stages)));
  expect(names("queue").toSorted()).toEqual(["fires", "journal", "signals", "ticks"]);
  expect(
    edges
      .filter(({ kind }) => kind === "aside")
      .map(({ from, to }) => `${from} ${to}`)
      .toSorted(),
  ).toEqual(["fires", "journal", "signals", "ticks"].map((queue) => `queue:${queue} stage:dead-letters`));
  expect(Object.keys(storesOf).filter((stage) => !Object.hasOwn(pipelines.stages, stage))).toEqual([]);
});
