import type { GraphEdge } from "./assign-layers.ts";

const sweeps = 12;

/**
 * Orders the nodes within their columns so that few edges cross: each goes to the middle of its neighbours, from left to right and back. The
 * same input gives the same order.
 */
export function orderLayers(
  layers: readonly (readonly string[])[],
  edges: readonly GraphEdge[],
): readonly (readonly string[])[] {
  const neighbours = {
    before: groupBy(edges, "to", "from"),
    after: groupBy(edges, "from", "to"),
  };
  let best = layers;
  let bestCrossings = countCrossings(layers, edges);
  let current = layers.map((layer) => [...layer]);
  for (let sweep = 0; sweep < sweeps && bestCrossings > 0; sweep += 1) {
    const isRightward = sweep % 2 === 0;
    const order = isRightward
      ? current.map((_, index) => index)
      : current.map((_, index) => current.length - 1 - index);
    current = current.map((layer) => [...layer]);
    for (const index of order) {
      const places = placesOf(current);
      const side = isRightward ? neighbours.before : neighbours.after;
      const middleOf = (id: string): number => {
        const known = (side.get(id) ?? []).flatMap((other) => places.get(other) ?? []);
        return known.length === 0 ? (places.get(id) ?? 0) : known.reduce((sum, place) => sum + place, 0) / known.length;
      };
      const middles = new Map((current[index] ?? []).map((id) => [id, middleOf(id)]));
      current[index]?.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0));
    }
    const crossings = countCrossings(current, edges);
    if (crossings < bestCrossings) [best, bestCrossings] = [current.map((layer) => [...layer]), crossings];
  }
  return best;
}

/** How often edges between neighbouring columns cross. */
export function countCrossings(layers: readonly (readonly string[])[], edges: readonly GraphEdge[]): number {
  const layerOf = new Map(layers.flatMap((layer, index) => layer.map((id) => [id, index])));
  const indexes = new Map(layers.flatMap((layer) => layer.map((id, index) => [id, index])));
  const byLayer = Map.groupBy(edges, ({ from }) => layerOf.get(from) ?? 0);
  let crossings = 0;
  for (const group of byLayer.values()) {
    for (const [index, one] of group.entries()) {
      for (const other of group.slice(index + 1)) {
        const start = (indexes.get(one.from) ?? 0) - (indexes.get(other.from) ?? 0);
        const end = (indexes.get(one.to) ?? 0) - (indexes.get(other.to) ?? 0);
        if (start * end < 0) crossings += 1;
      }
    }
  }
  return crossings;
}

/** Where each node stands in its column, from 0 at the top to 1 at the bottom. */
function placesOf(layers: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  return new Map(layers.flatMap((layer) => layer.map((id, index) => [id, (index + 0.5) / layer.length])));
}

function groupBy(
  edges: readonly GraphEdge[],
  by: "from" | "to",
  take: "from" | "to",
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...Map.groupBy(edges, (edge) => edge[by])].map(([id, group]) => [id, group.map((edge) => edge[take])]),
  );
}
