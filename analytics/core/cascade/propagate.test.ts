import fc from "fast-check";
import { expect, test } from "vitest";
import { type CascadeEdge, CascadeImpact, type Shock } from "../../../contracts/cascade.ts";
import { propagate } from "./propagate.ts";
import { readImpactAt } from "./read-impact-at.ts";

const edge = (from: string, to: string, weight: number, lagMs = 1): CascadeEdge => ({
  ...{ from, to, weight, low: weight, high: weight, lagMs },
  ...{ support: 0, q: null, origin: "prior", lastSeenMs: null },
});
const fall = (asset: string, size = -0.1): Shock => ({ asset, size });
/** `asset size arrival sources`. */
const told = (edges: readonly CascadeEdge[], ...shocks: readonly Shock[]): string[] =>
  propagate(edges, shocks, 100).map(({ asset, size, arrivesAtMs, from }) => {
    const sources = from.map((one) => `${one.asset}:${one.share.toFixed(2)}`).join("+");
    return `${asset} ${size.toFixed(4)} ${arrivesAtMs} ${sources}`;
  });

test.each<readonly [title: string, edges: readonly CascadeEdge[], shocks: readonly Shock[], told: readonly string[]]>([
  ["one hop keeps 0.8 of the weight", [edge("A", "B", 0.5, 3)], [fall("A")], ["B -0.0400 103 A:1.00"]],
  [
    "each hop keeps 0.8, lags add up",
    [edge("A", "B", 1, 3), edge("B", "C", 0.5, 4)],
    [fall("A")],
    ["B -0.0800 103 A:1.00", "C -0.0320 107 A:1.00"],
  ],
  ["a negative weight turns the sign", [edge("A", "B", -0.5)], [fall("A")], ["B 0.0400 101 A:1.00"]],
  [
    "two of them turn it back",
    [edge("A", "B", -0.5), edge("B", "C", -1)],
    [fall("A")],
    ["B 0.0400 101 A:1.00", "C -0.0320 102 A:1.00"],
  ],
  ["a weight counts as 1 at most", [edge("A", "B", -7)], [fall("A")], ["B 0.0800 101 A:1.00"]],
  [
    "the strongest path counts, alone",
    [edge("A", "B", 0.5, 9), edge("A", "C", 1, 1), edge("C", "B", 1, 1)],
    [fall("A")],
    ["C -0.0800 101 A:1.00", "B -0.0640 102 A:1.00"],
  ],
  [
    "of equal ones the earlier",
    [edge("A", "B", 0.5, 9), edge("A", "B", 0.5, 2)],
    [fall("A")],
    ["B -0.0400 102 A:1.00"],
  ],
  ["circles end", [edge("A", "B", 1), edge("B", "A", 1), edge("B", "B", 1)], [fall("A")], ["B -0.0800 101 A:1.00"]],
  [
    "two sources saturate; it arrives with the larger",
    [edge("A", "C", 1, 5), edge("B", "C", 0.5, 2)],
    [fall("A", -1), fall("B", -1)],
    ["C -0.8800 105 A:0.67+B:0.33"],
  ],
  [
    "rises and falls do not cancel: the larger side counts",
    [edge("A", "C", 1), edge("B", "C", -0.5)],
    [fall("A"), fall("B")],
    ["C -0.0800 101 A:1.00"],
  ],
  ["a source moves another, too", [edge("A", "B", 1)], [fall("A"), fall("B")], ["B -0.0800 101 A:1.00"]],
  [
    "a rise may be larger than 1, a fall may not",
    [edge("A", "B", 1), edge("A", "C", -1)],
    [fall("A", 10)],
    ["B 8.0000 101 A:1.00", "C -1.0000 101 A:1.00"],
  ],
  ["below one in a million it is left out", [edge("A", "B", 1e-5)], [fall("A")], []],
  ["a shock of nothing, and one without edges", [edge("A", "B", 1)], [fall("A", 0), fall("Z")], []],
  ["no edges", [], [fall("A")], []],
])("%s", (_, edges, shocks, expected) => {
  expect(told(edges, ...shocks)).toEqual(expected);
});

test("an impact is nothing before it arrives, whole then, and half after each half-life", () => {
  const impact = { size: -0.08, arrivesAtMs: 1_000 };
  expect([999, 1_000, 1_500, 2_000].map((atMs) => readImpactAt(impact, atMs, 500))).toEqual([0, -0.08, -0.04, -0.02]);
});

const names = ["A", "B", "C", "D", "E", "F"];
const anEdge = fc
  .record({
    from: fc.constantFrom(...names),
    to: fc.constantFrom(...names),
    weight: fc.double({ min: -2, max: 2, noNaN: true }),
    lagMs: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ from, to, weight, lagMs }) => edge(from, to, weight, lagMs));
const someEdges = fc.array(anEdge, { maxLength: 20 });
const size = fc.double({ min: -1, max: 3, noNaN: true });
const someShocks = fc.uniqueArray(fc.record({ asset: fc.constantFrom(...names), size }), {
  selector: ({ asset }) => asset,
  minLength: 1,
  maxLength: 4,
});
const sizesOf = (edges: readonly CascadeEdge[], shocks: readonly Shock[]): Map<string, number> =>
  new Map(propagate(edges, shocks, 0).map((impact) => [impact.asset, Math.abs(impact.size)]));
const runs = { numRuns: 300, seed: 42 };

test("impacts are of the contract, bounded, ordered, and their shares sum to 1", () => {
  fc.assert(
    fc.property(someEdges, someShocks, (edges, shocks) => {
      const impacts = propagate(edges, shocks, 0);
      const largest = Math.max(...shocks.map((shock) => Math.abs(shock.size)));
      for (const [place, impact] of impacts.entries()) {
        expect(CascadeImpact.parse(impact)).toEqual(impact);
        expect(Math.abs(impact.size)).toBeLessThanOrEqual(Math.max(1, largest));
        expect(impact.size).toBeGreaterThanOrEqual(-1);
        expect(impact.from.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
        expect(Math.abs(impact.size)).toBeLessThanOrEqual(
          Math.abs(impacts[place - 1]?.size ?? Number.POSITIVE_INFINITY),
        );
      }
    }),
    runs,
  );
});

test("more disturbance never yields less: neither a larger shock nor one more", () => {
  fc.assert(
    fc.property(
      someEdges,
      someShocks,
      fc.double({ min: 1, max: 3, noNaN: true }),
      fc.nat(3),
      (edges, shocks, factor, at) => {
        const before = sizesOf(edges, shocks);
        const larger = shocks.map((shock, place) =>
          place === at ? { ...shock, size: Math.max(-1, shock.size * factor) } : shock,
        );
        const fewer = sizesOf(edges, shocks.slice(1));
        const after = sizesOf(edges, larger);
        for (const [asset, was] of before) expect(after.get(asset) ?? 0).toBeGreaterThanOrEqual(was);
        for (const [asset, was] of fewer) expect(before.get(asset) ?? 0).toBeGreaterThanOrEqual(was);
      },
    ),
    runs,
  );
});

test("more redundancy never yields more: a second edge that is weaker, or the same, changes nothing", () => {
  fc.assert(
    fc.property(
      someEdges,
      someShocks,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(19),
      (edges, shocks, share, at) => {
        const original = edges[at % Math.max(1, edges.length)];
        if (original === undefined) return;
        const weaker = { ...original, weight: original.weight * share, lagMs: original.lagMs + 1 };
        const isEqual = Math.min(1, Math.abs(weaker.weight)) === Math.min(1, Math.abs(original.weight));
        const second = isEqual ? { ...original } : weaker;
        expect(propagate([...edges, second], shocks, 0)).toEqual(propagate(edges, shocks, 0));
      },
    ),
    runs,
  );
});

test("the order of edges and shocks does not matter", () => {
  fc.assert(
    fc.property(someEdges, someShocks, (edges, shocks) => {
      const turned = propagate(edges.toReversed(), shocks.toReversed(), 0);
      expect(JSON.stringify(turned)).toBe(JSON.stringify(propagate(edges, shocks, 0)));
    }),
    runs,
  );
});

test("each further hop yields less", () => {
  const chain = names.slice(1).map((to, index) => edge(names[index] as string, to, 5));
  const sizes = propagate(chain, [fall("A", -1)], 0).map((impact) => Math.abs(impact.size));
  expect(sizes).toHaveLength(5);
  for (const [place, each] of sizes.entries()) expect(each).toBeCloseTo(0.8 ** (place + 1), 12);
});
