export type GraphEdge = { readonly from: string; readonly to: string };

/**
 * The column of each node: one after the last of those that lead to it. Edges that would close a circle count for nothing, so that
 * every graph has columns.
 */
export function assignLayers(ids: readonly string[], edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const before = Map.groupBy(edges, ({ to }) => to);
  const layers = new Map<string, number>();
  const open = new Set<string>();
  const layerOf = (id: string): number => {
    const known = layers.get(id);
    if (known !== undefined) return known;
    open.add(id);
    const earlier = (before.get(id) ?? []).filter(({ from }) => !open.has(from)).map(({ from }) => layerOf(from));
    open.delete(id);
    const layer = earlier.length === 0 ? 0 : Math.max(...earlier) + 1;
    layers.set(id, layer);
    return layer;
  };
  for (const id of ids) layerOf(id);
  return layers;
}
