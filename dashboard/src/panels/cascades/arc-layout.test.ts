import { expect, test } from "vitest";
import type { ExplainedEdge } from "./answers.ts";
import { arcsMax, layOutArcs, orderByLead } from "./arc-layout.ts";

const edge = (pair: string, weight = 0.5): ExplainedEdge => ({
  ...{ from: pair[0] ?? "", to: pair[1] ?? "", weight, low: 0, high: 1, lagMs: 1, support: 1, q: 0.01 },
  ...{ origin: "learned", lastSeenMs: null, explanation: "" },
});

test.each([
  ["none", [], ""],
  ["one", ["BA"], "BA"],
  ["a chain", ["CB", "BA"], "CBA"],
  ["a leader of three", ["XA", "XB", "XC"], "XABC"],
  ["two apart", ["BA", "DC"], "BDAC"],
  ["a circle begins with who leads most", ["AB", "BA", "BC"], "BAC"],
])("order of %s", (_, pairs, order) => {
  expect(orderByLead(pairs.map((pair) => edge(pair))).join("")).toBe(order);
});

test("to the right above the line, to the left below it; a stronger edge is thicker", () => {
  const { nodes, arcs, above, below } = layOutArcs([edge("AB", 0.2), edge("BA", -0.9)], 200);
  expect([above, below]).toEqual([35, 35]);
  expect(nodes).toEqual([
    { asset: "A", x: 50 },
    { asset: "B", x: 150 },
  ]);
  expect(arcs.map(({ path, width }) => [path, width])).toEqual([
    ["M50 -8C50 -40 150 -40 150 -10", 1.5],
    ["M150 8C150 40 50 40 50 10", 3.3],
  ]);
});

test("no more than can be looked at", () => {
  const many = Array.from({ length: 60 }, (_, index) => ({ ...edge("AB"), to: `T${index}` }));
  expect(layOutArcs(many, 900).arcs.length).toBe(arcsMax);
});
