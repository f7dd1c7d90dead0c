import { expect, test } from "vitest";
import { readReference, whyMissing } from "../../analytics/test-reference-data.ts";
import { openTestFolder } from "../test-run-portent.ts";

test.each<readonly [title: string, graph: object, modularity: number, groups: readonly (readonly unknown[])[]]>([
  [
    "two pairs",
    {
      nodes: ["D", "C", "B", "A"],
      edges: [
        ["A", "B"],
        ["D", "C", 1],
      ],
    },
    0.5,
    [
      ["A", "B"],
      ["C", "D"],
    ],
  ],
  [
    "numbers stay numbers",
    {
      nodes: [10, 9, 8, 7],
      edges: [
        [10, 9],
        [8, 7],
      ],
    },
    0.5,
    [
      [10, 9],
      [7, 8],
    ],
  ],
  ["nothing", { nodes: [], edges: [] }, 0, []],
  ["no edges", { nodes: ["B", "A"], edges: [] }, 0, [["A"], ["B"]]],
])("%s", (_, graph, modularity, groups) => {
  using folder = openTestFolder({ "g.json": JSON.stringify(graph) });
  const { code, out, err } = folder.run("communities", "--graph", "g.json");
  expect({ code, output: JSON.parse(out) as unknown }).toEqual({ code: 0, output: { modularity, groups } });
  expect(err).toContain(`${groups.length} groups`);
});

test("the same bytes whatever the order of nodes and edges", () => {
  const nodes = [..."HGFEDCBA"];
  const edges = [
    ["A", "B", 0.1],
    ["B", "A", 0.2],
    ["B", "C", 0.7],
    ["C", "A", 0.3],
    ["D", "E"],
    ["E", "F"],
    ["F", "D"],
    ["C", "D", 0.5],
    ["G", "G", 2],
  ];
  const turned = edges.toReversed().map(([a, b, ...weight]) => [b, a, ...weight]);
  using folder = openTestFolder({
    "a.json": JSON.stringify({ nodes, edges }),
    "b.json": JSON.stringify({ nodes: nodes.toReversed(), edges: turned }),
  });
  for (const name of ["a", "b"]) {
    expect(folder.run("communities", "--graph", `${name}.json`, "--out", `${name}.out`)).toMatchObject({
      code: 0,
      out: "",
    });
  }
  expect(folder.read("b.out")).toBe(folder.read("a.out"));
  expect(JSON.parse(folder.read("a.out"))).toMatchObject({ groups: [["A", "B", "C"], ["D", "E", "F"], ["G"], ["H"]] });
});

test.each<readonly [text: string, message: string]>([
  ["", "g.json is no JSON: "],
  ["[]", "g.json: nodes: expected a list of names"],
  ["7", "g.json: expected an object with nodes and edges"],
  ['{"nodes":34,"edges":[]}', "g.json: nodes: expected a list of names"],
  ['{"nodes":["A"]}', "g.json: edges: expected a list of [from, to] or [from, to, weight]"],
  ['{"nodes":["A",null],"edges":[]}', "g.json: nodes[1]: expected a text or a number, not null"],
  ['{"nodes":["A","B","A"],"edges":[]}', 'g.json: nodes[2]: "A" is there twice'],
  ['{"nodes":["1",1],"edges":[]}', "g.json: nodes[1]: 1 is there twice"],
  ['{"nodes":["A"],"edges":[["A"]]}', "g.json: edges[0]: expected [from, to] or [from, to, weight]"],
  ['{"nodes":["A"],"edges":[["A","A"],["A","B"]]}', 'g.json: edges[1][1]: "B" is not among the nodes'],
  ['{"nodes":["A"],"edges":[["A","A",-1]]}', "g.json: edges[0][2]: expected a finite weight from 0, not -1"],
  ['{"nodes":["A"],"edges":[["A","A",1e999]]}', "g.json: edges[0][2]: expected a finite weight from 0"],
  ['{"nodes":["A"],"edges":[["A","A","1"]]}', 'g.json: edges[0][2]: expected a finite weight from 0, not "1"'],
])("exit 2 and one line: %s", (text, message) => {
  using folder = openTestFolder({ "g.json": text });
  const { code, out, err } = folder.run("communities", "--graph", "g.json", "--out", "o.json");
  expect({ code, out, names: folder.names() }).toEqual({ code: 2, out: "", names: ["g.json"] });
  expect(err.startsWith(`portent communities: ${message}`), err).toBe(true);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
});

test.each<readonly [args: readonly string[], message: string]>([
  [[], "--graph: name a file"],
  [["--graph", "none.json"], "none.json: there is no such file"],
  [["--graphs", "g.json"], "--graphs"],
])("options: %j", (args, message) => {
  using folder = openTestFolder({});
  const { code, err } = folder.run("communities", ...args);
  expect(code).toBe(2);
  expect(err).toContain(message);
});

test("--help", () => {
  using folder = openTestFolder({});
  expect(folder.run("communities", "--help")).toMatchObject({ code: 0, out: expect.stringContaining("--graph F") });
});

const karatePath = "refs/graphs/karate.json";
const why = whyMissing(karatePath);

test.skipIf(why !== "").each(["unweighted", "weighted"] as const)(
  `the karate club, %s: its exact maximum${why}`,
  (kind) => {
    const karate = JSON.parse(readReference(karatePath)) as {
      nodes: number;
      edges: [number, number][];
      weights: number[];
      reference: Record<`max_modularity_${typeof kind}`, number>;
    };
    const nodes = Array.from({ length: karate.nodes }, (_, node) => node);
    const edges = kind === "weighted" ? karate.edges.map((edge, at) => [...edge, karate.weights[at]]) : karate.edges;
    using folder = openTestFolder({ "g.json": JSON.stringify({ nodes, edges }) });
    const { modularity, groups } = JSON.parse(folder.run("communities", "--graph", "g.json").out) as {
      modularity: number;
      groups: number[][];
    };
    expect(modularity).toBeCloseTo(karate.reference[`max_modularity_${kind}`], 12);
    expect(groups).toHaveLength(4);
  },
);
