import type { Communities } from "../../../contracts/cluster.ts";
import { compareCodePoints } from "../../../contracts/compare-code-points.ts";
import { buildGraph, type Graph, graphAbove } from "./graph.ts";
import { runLouvain } from "./louvain.ts";
import { modularityOf } from "./modularity.ts";
import { createUniform } from "./seeded-shuffle.ts";
import { meanOffDiagonal, type SquareMatrix } from "./square-matrix.ts";

/** An undirected edge; the same pair may come more than once and in either direction: its weights add up. */
export type NamedEdge = readonly [from: string, to: string, weight: number];

/** Equal correlations and their mean differ by less. */
const roundingMax = 1e-12;

/** Most runs; a large graph gets fewer, down to the least, so that the work stays bounded. */
const runsMax = 20;
const runsMin = 3;
const edgesOfAllRuns = 1_000_000;

/** The same graph has the same communities, whatever the order of its nodes and edges. Weights are finite and not below 0. */
export function findCommunities(nodes: readonly string[], edges: readonly NamedEdge[]): Communities {
  const names = nodes.toSorted(compareCodePoints);
  const numberOf = new Map(names.map((name, number) => [name, number]));
  const scale = scaleOf(edges);
  const weightsOf = new Map<number, number[]>();
  for (const [from, to, weight] of edges) {
    const a = numberOf.get(from);
    const b = numberOf.get(to);
    if (a === undefined || b === undefined) throw new RangeError(`the edge ${from}, ${to} ends at no node`);
    const pair = Math.min(a, b) * names.length + Math.max(a, b);
    const list = weightsOf.get(pair) ?? [];
    list.push(weight * scale);
    weightsOf.set(pair, list);
  }
  const pairs = [...weightsOf.keys()].toSorted((a, b) => a - b);
  const graph = buildGraph(names.length, {
    from: pairs.map((pair) => Math.floor(pair / names.length)),
    to: pairs.map((pair) => pair % names.length),
    // Sorted, so that rounding does not hang on the order of the edges.
    weight: pairs.map((pair) => sumOf((weightsOf.get(pair) ?? []).toSorted((a, b) => a - b))),
  });
  return describeBest(graph, names);
}

/**
 * Communities of correlated series: an edge weighs `max(0, ρ − ρ̄)`, ρ̄ being the mean correlation of all pairs. What all series have
 * in common, the market, joins nobody; nor does a rounding error. `assets` are the matrix's items by code point.
 */
export function findCorrelationCommunities(assets: readonly string[], correlation: SquareMatrix): Communities {
  return describeBest(graphAbove(correlation, meanOffDiagonal(correlation) + roundingMax), assets);
}

/** The partition with the greatest modularity of all runs, the first of equals; largest group first, then by first member. */
function describeBest(graph: Graph, names: readonly string[]): Communities {
  const uniform = createUniform(1);
  const runs = Math.max(runsMin, Math.min(runsMax, Math.floor((2 * edgesOfAllRuns) / graph.targets.length)));
  let best = runLouvain(graph, uniform);
  let modularity = modularityOf(graph, best);
  for (let run = 1; run < runs; run += 1) {
    const next = runLouvain(graph, uniform);
    const found = modularityOf(graph, next);
    if (found <= modularity + 1e-12) continue;
    best = next;
    modularity = found;
  }
  const groups = new Map<number, string[]>();
  for (const [node, name] of names.entries()) {
    const group = best[node] as number;
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  // Groups are numbered by their first member, and the sort is stable.
  return { modularity, groups: [...groups.values()].toSorted((a, b) => b.length - a.length) };
}

/** A power of two that brings the greatest weight near 1, so that no sum or product overflows. Modularity stays what it is. */
function scaleOf(edges: readonly NamedEdge[]): number {
  const greatest = edges.reduce((most, [, , weight]) => Math.max(most, weight), 0);
  return greatest > 0 ? 2 ** -Math.max(-1_000, Math.min(1_000, Math.ceil(Math.log2(greatest)))) : 1;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
