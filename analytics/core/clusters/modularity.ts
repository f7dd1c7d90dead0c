import type { Graph } from "./graph.ts";

/**
 * Newman's modularity of a partition: `Q = Σ_c (L_c / m − (k_c / 2m)²)`, with m the weight of all edges, L_c that of the edges and
 * loops inside group c, k_c the sum of its degrees. 0 for a graph without weight.
 */
export function modularityOf(graph: Graph, groupOf: Int32Array): number {
  if (!(graph.total > 0)) return 0;
  const inside = new Float64Array(graph.size);
  const degrees = new Float64Array(graph.size);
  for (let node = 0; node < graph.size; node += 1) {
    const group = groupOf[node] as number;
    degrees[group] = (degrees[group] as number) + (graph.degrees[node] as number);
    let twice = 2 * (graph.loops[node] as number);
    for (let at = graph.starts[node] as number; at < (graph.starts[node + 1] as number); at += 1) {
      if (groupOf[graph.targets[at] as number] === group) twice += graph.weights[at] as number;
    }
    inside[group] = (inside[group] as number) + twice / 2;
  }
  let sum = 0;
  for (let group = 0; group < graph.size; group += 1) {
    const share = (degrees[group] as number) / (2 * graph.total);
    sum += (inside[group] as number) / graph.total - share * share;
  }
  return sum;
}
