import { contract, type Graph } from "./graph.ts";
import { modularityOf } from "./modularity.ts";
import { shuffledNumbers } from "./seeded-shuffle.ts";

/** Gains below this share of all weight are rounding. */
const leastGain = 1e-12;

/**
 * One run of Louvain (Blondel et al. 2008): nodes move to the neighbouring group that gains most modularity until none does, groups
 * become nodes, and again. Then refinement: single nodes move once more in the found partition, and the run goes on from
 * there, until that gains nothing. Groups are numbered from 0 by their first node.
 */
export function runLouvain(graph: Graph, uniform: () => number): Int32Array {
  let best = climb(
    graph,
    Int32Array.from({ length: graph.size }, (_, node) => node),
    uniform,
  );
  let bestModularity = modularityOf(graph, best);
  for (;;) {
    const next = climb(graph, best, uniform);
    const modularity = modularityOf(graph, next);
    if (!(modularity > bestModularity + leastGain)) return best;
    best = next;
    bestModularity = modularity;
  }
}

/** From a partition upwards through all levels. */
function climb(graph: Graph, start: Int32Array, uniform: () => number): Int32Array {
  const groupOf = start.slice();
  moveNodes(graph, groupOf, shuffledNumbers(graph.size, uniform));
  const count = renumber(groupOf);
  if (count === graph.size) return groupOf;
  const above = contract(graph, groupOf, count);
  const upper = climb(
    above,
    Int32Array.from({ length: count }, (_, node) => node),
    uniform,
  );
  const joined = groupOf.map((group) => upper[group] as number);
  renumber(joined);
  return joined;
}

/**
 * Moves each node, in the given order, to the neighbouring group with the greatest gain, until no move gains. The gain of node i in
 * group c is `w(i, c) − k_i k_c / 2m` (over m it is ΔQ), with i taken out of its own group before.
 */
export function moveNodes(graph: Graph, groupOf: Int32Array, order: Int32Array): void {
  const { starts, targets, weights, degrees, total } = graph;
  if (!(total > 0)) return;
  const groupDegrees = new Float64Array(graph.size);
  for (let node = 0; node < graph.size; node += 1) {
    const group = groupOf[node] as number;
    groupDegrees[group] = (groupDegrees[group] as number) + (degrees[node] as number);
  }
  const toGroup = new Float64Array(graph.size);
  const isNear = new Uint8Array(graph.size);
  for (let moved = true; moved; ) {
    moved = false;
    for (const node of order) {
      const own = groupOf[node] as number;
      const degree = degrees[node] as number;
      const near = [own];
      isNear[own] = 1;
      for (let at = starts[node] as number; at < (starts[node + 1] as number); at += 1) {
        const group = groupOf[targets[at] as number] as number;
        if (isNear[group] === 0) {
          isNear[group] = 1;
          near.push(group);
        }
        toGroup[group] = (toGroup[group] as number) + (weights[at] as number);
      }
      groupDegrees[own] = (groupDegrees[own] as number) - degree;
      let best = own;
      let bestGain = Number.NEGATIVE_INFINITY;
      for (const group of near) {
        const gain = (toGroup[group] as number) - (degree * (groupDegrees[group] as number)) / (2 * total);
        // The own group comes first: among equals a node stays.
        if (gain > bestGain + leastGain * total) {
          best = group;
          bestGain = gain;
        }
        toGroup[group] = 0;
        isNear[group] = 0;
      }
      groupDegrees[best] = (groupDegrees[best] as number) + degree;
      groupOf[node] = best;
      if (best !== own) moved = true;
    }
  }
}

/** Numbers groups from 0 in the order of their first node; how many there are. */
function renumber(groupOf: Int32Array): number {
  const numbers = new Map<number, number>();
  for (const [node, group] of groupOf.entries()) {
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    groupOf[node] = number;
  }
  return numbers.size;
}
