import type { SquareMatrix } from "./square-matrix.ts";

/**
 * A weighted undirected graph of nodes 0 … size − 1. The neighbours of a node are at `starts[node]` up to `starts[node + 1]` of `targets`
 * and `weights`: each edge is there from both ends, a self loop in `loops` alone. A node's degree counts its loop twice, so that
 * all degrees sum to 2 · `total`, the weight of all edges and loops.
 */
export type Graph = {
  readonly size: number;
  readonly starts: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float64Array;
  readonly loops: Float64Array;
  readonly degrees: Float64Array;
  readonly total: number;
};

/** Edges as columns, each pair of nodes at most once. */
export type EdgeColumns = {
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
};

export function buildGraph(size: number, { from, to, weight }: EdgeColumns): Graph {
  const starts = new Int32Array(size + 1);
  const loops = new Float64Array(size);
  const degrees = new Float64Array(size);
  let total = 0;
  for (let edge = 0; edge < from.length; edge += 1) {
    const a = from[edge] as number;
    const b = to[edge] as number;
    const w = weight[edge] as number;
    total += w;
    degrees[a] = (degrees[a] as number) + w;
    degrees[b] = (degrees[b] as number) + w;
    if (a === b) {
      loops[a] = (loops[a] as number) + w;
      continue;
    }
    starts[a + 1] = (starts[a + 1] as number) + 1;
    starts[b + 1] = (starts[b + 1] as number) + 1;
  }
  for (let node = 0; node < size; node += 1) starts[node + 1] = (starts[node + 1] as number) + (starts[node] as number);
  const targets = new Int32Array(starts[size] as number);
  const weights = new Float64Array(starts[size] as number);
  const next = starts.slice(0, size);
  const put = (node: number, target: number, w: number): void => {
    const at = next[node] as number;
    targets[at] = target;
    weights[at] = w;
    next[node] = at + 1;
  };
  for (let edge = 0; edge < from.length; edge += 1) {
    const a = from[edge] as number;
    const b = to[edge] as number;
    if (a === b) continue;
    put(a, b, weight[edge] as number);
    put(b, a, weight[edge] as number);
  }
  return { size, starts, targets, weights, loops, degrees, total };
}

/** One edge of weight `ρ − level` for each pair of series whose correlation is above `level`. */
export function graphAbove({ size, values }: SquareMatrix, level: number): Graph {
  const isAbove = (row: number, column: number): boolean => (values[row * size + column] as number) > level;
  let count = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = row + 1; column < size; column += 1) if (isAbove(row, column)) count += 1;
  }
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  const weight = new Float64Array(count);
  let edge = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = row + 1; column < size; column += 1) {
      if (!isAbove(row, column)) continue;
      from[edge] = row;
      to[edge] = column;
      weight[edge] = (values[row * size + column] as number) - level;
      edge += 1;
    }
  }
  return buildGraph(size, { from, to, weight });
}

/** One node for each group; what is inside a group becomes its loop. `groupOf` numbers the groups from 0 without gaps. */
export function contract(graph: Graph, groupOf: Int32Array, groups: number): Graph {
  const from: number[] = [];
  const to: number[] = [];
  const weight: number[] = [];
  const members = Array.from({ length: groups }, (): number[] => []);
  for (const [node, group] of groupOf.entries()) (members[group] as number[]).push(node);
  const into = new Float64Array(groups);
  const isNear = new Uint8Array(groups);
  for (const [group, nodes] of members.entries()) {
    const near = [group];
    isNear[group] = 1;
    for (const node of nodes) {
      into[group] = (into[group] as number) + 2 * (graph.loops[node] as number);
      for (let at = graph.starts[node] as number; at < (graph.starts[node + 1] as number); at += 1) {
        const other = groupOf[graph.targets[at] as number] as number;
        if (isNear[other] === 0) near.push(other);
        isNear[other] = 1;
        into[other] = (into[other] as number) + (graph.weights[at] as number);
      }
    }
    for (const other of near.toSorted((a, b) => a - b)) {
      const w = into[other] as number;
      into[other] = 0;
      isNear[other] = 0;
      // From this end alone; an edge inside was met from both.
      if (other < group || w === 0) continue;
      from.push(group);
      to.push(other);
      weight.push(other === group ? w / 2 : w);
    }
  }
  return buildGraph(groups, { from, to, weight });
}
