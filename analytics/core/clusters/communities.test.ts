import fc from "fast-check";
import { expect, test } from "vitest";
import { readReference, whyMissing } from "../../test-reference-data.ts";
import { findCommunities, findCorrelationCommunities, type NamedEdge } from "./communities.ts";
import { buildGraph } from "./graph.ts";
import { moveNodes } from "./louvain.ts";
import { modularityOf } from "./modularity.ts";
import { createUniform, shuffledNumbers } from "./seeded-shuffle.ts";

const unit = (...pairs: string[]): NamedEdge[] => pairs.map((pair) => [pair[0] ?? "", pair[1] ?? "", 1]);

test.each<[string, string[], NamedEdge[], number, string[][]]>([
  ["nothing", [], [], 0, []],
  ["no edges: each alone", ["B", "A"], [], 0, [["A"], ["B"]]],
  ["edges of no weight are none", ["B", "A"], [["A", "B", 0]], 0, [["A"], ["B"]]],
  ["a pair", ["B", "A"], unit("AB"), 0, [["A", "B"]]],
  [
    "two pairs",
    ["A", "B", "C", "D"],
    unit("AC", "DB"),
    0.5,
    [
      ["A", "C"],
      ["B", "D"],
    ],
  ],
  ["a node without edges stays alone", ["E", "A", "B", "C"], unit("AB", "BC", "CA"), 0, [["A", "B", "C"], ["E"]]],
  [
    "largest first",
    ["A", "B", "C", "D", "E"],
    unit("AB", "CD", "DE", "EC"),
    1 - (1 / 4) ** 2 - (3 / 4) ** 2,
    [
      ["C", "D", "E"],
      ["A", "B"],
    ],
  ],
  // A loop counts once inside and twice in its node's degree.
  [
    "a loop",
    ["A", "B"],
    [
      ["A", "A", 2],
      ["A", "B", 1],
      ["B", "B", 2],
    ],
    4 / 5 - 2 * 0.25,
    [["A"], ["B"]],
  ],
  [
    "edges add up",
    ["A", "B", "C"],
    [
      ["A", "B", 1],
      ["B", "A", 2],
      ["B", "C", 1],
      ["C", "C", 4],
    ],
    3 / 8 - (7 / 16) ** 2 + 4 / 8 - (9 / 16) ** 2,
    [["A", "B"], ["C"]],
  ],
])("communities: %s", (_, nodes, edges, modularity, groups) => {
  const found = findCommunities(nodes, edges);
  expect(found.groups).toEqual(groups);
  expect(found.modularity).toBeCloseTo(modularity, 12);
});

test.each([1e-310, 1e-150, 1e150, 1e308])("weights of %d are as good as those of 1", (weight) => {
  const edges = unit("AB", "BC", "CA", "DE").map(([a, b]): NamedEdge => [a, b, weight]);
  const found = findCommunities([..."ABCDE"], edges);
  expect(found.groups).toEqual([
    ["A", "B", "C"],
    ["D", "E"],
  ]);
  expect(found.modularity).toBeCloseTo(0.375, 12);
});

test("an edge to nowhere is no graph", () => {
  expect(() => findCommunities(["A"], unit("AB"))).toThrow("the edge A, B ends at no node");
});

const karatePath = "refs/graphs/karate.json";
type Karate = {
  readonly nodes: number;
  readonly edges: readonly [number, number][];
  readonly weights: readonly number[];
  readonly reference: { readonly max_modularity_unweighted: number; readonly max_modularity_weighted: number };
};

test.skipIf(whyMissing(karatePath) !== "").each(["unweighted", "weighted"] as const)(
  `the karate club, %s: the greatest modularity that there is${whyMissing(karatePath)}`,
  (kind) => {
    const { nodes, edges, weights, reference } = JSON.parse(readReference(karatePath)) as Karate;
    const named = edges.map(([a, b], at): NamedEdge => [`${a}`, `${b}`, kind === "weighted" ? (weights[at] ?? 0) : 1]);
    const found = findCommunities(
      Array.from({ length: nodes }, (_, node) => `${node}`),
      named,
    );
    expect(found.modularity).toBeCloseTo(reference[`max_modularity_${kind}`], 12);
    expect(found.groups.map((group) => group.length)).toEqual([12, 11, 6, 5]);
  },
);

const graphArbitrary = fc
  .integer({ min: 1, max: 7 })
  .chain((size) =>
    fc.tuple(
      fc.constant("ABCDEFG".slice(0, size).split("")),
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: size - 1 }),
          fc.integer({ min: 0, max: size - 1 }),
          fc.constantFrom(0.1, 0.2, 0.7, 1, 3),
        ),
        { maxLength: 20 },
      ),
    ),
  )
  .map(([nodes, edges]) => ({
    nodes,
    edges: edges.map(([a, b, weight]): NamedEdge => [nodes[a] ?? "", nodes[b] ?? "", weight]),
  }));

test("the same graph has the same communities, bit for bit, whatever the order and direction of nodes and edges", () => {
  fc.assert(
    fc.property(graphArbitrary, fc.integer({ min: 1, max: 1_000 }), ({ nodes, edges }, seed) => {
      const uniform = createUniform(seed);
      const shuffled = <T>(list: readonly T[]): T[] =>
        [...shuffledNumbers(list.length, uniform)].map((at) => list[at] as T);
      const turned = shuffled(edges).map(
        ([a, b, weight]): NamedEdge => (uniform() < 0.5 ? [a, b, weight] : [b, a, weight]),
      );
      expect(findCommunities(shuffled(nodes), turned)).toEqual(findCommunities(nodes, edges));
    }),
    { seed: 20210519, numRuns: 300 },
  );
});

/** All partitions of so many nodes, as the number of each node's group. */
function* partitions(size: number, groups = 0, head: number[] = []): Generator<number[]> {
  if (head.length === size) yield head;
  else
    for (let group = 0; group <= groups; group += 1)
      yield* partitions(size, Math.max(groups, group + 1), [...head, group]);
}

test("no partition of a small graph has a greater modularity", () => {
  fc.assert(
    fc.property(graphArbitrary, ({ nodes, edges }) => {
      const numbers = edges.map(([a, b, weight]) => [nodes.indexOf(a), nodes.indexOf(b), weight] as const);
      const graph = buildGraph(nodes.length, {
        from: numbers.map(([a]) => a),
        to: numbers.map(([, b]) => b),
        weight: numbers.map(([, , weight]) => weight),
      });
      let greatest = Number.NEGATIVE_INFINITY;
      for (const groupOf of partitions(nodes.length))
        greatest = Math.max(greatest, modularityOf(graph, Int32Array.from(groupOf)));
      expect(findCommunities(nodes, edges).modularity).toBeCloseTo(greatest, 10);
    }),
    { seed: 20210519, numRuns: 300 },
  );
});

test("moves of nodes never lose modularity", () => {
  fc.assert(
    fc.property(graphArbitrary, fc.integer({ min: 1, max: 1_000 }), ({ nodes, edges }, seed) => {
      const graph = buildGraph(nodes.length, {
        from: edges.map(([a]) => nodes.indexOf(a)),
        to: edges.map(([, b]) => nodes.indexOf(b)),
        weight: edges.map(([, , weight]) => weight),
      });
      const uniform = createUniform(seed);
      const groupOf = Int32Array.from({ length: nodes.length }, () => Math.floor(uniform() * nodes.length));
      const before = modularityOf(graph, groupOf);
      moveNodes(graph, groupOf, shuffledNumbers(nodes.length, uniform));
      expect(modularityOf(graph, groupOf)).toBeGreaterThanOrEqual(before - 1e-12);
    }),
    { seed: 20210519, numRuns: 300 },
  );
});

test("of correlations, what is above their mean counts", () => {
  const values = Float64Array.of(1, 0.9, 0.5, 0.5, 0.9, 1, 0.5, 0.5, 0.5, 0.5, 1, 0.9, 0.5, 0.5, 0.9, 1);
  expect(findCorrelationCommunities(["A", "B", "C", "D"], { size: 4, values })).toEqual({
    modularity: expect.closeTo(0.5, 12),
    groups: [
      ["A", "B"],
      ["C", "D"],
    ],
  });
  const equal = Float64Array.from({ length: 49 }, (_, at) => (at % 8 === 0 ? 1 : 0.7));
  expect(findCorrelationCommunities([..."ABCDEFG"], { size: 7, values: equal }).groups).toHaveLength(7);
});
