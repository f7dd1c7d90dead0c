import { assignLayers, type GraphEdge } from "./assign-layers.ts";
import { orderLayers } from "./order-layers.ts";

export type Size = {
  readonly nodeWidth: number;
  readonly nodeHeight: number;
  readonly columnGap: number;
  readonly rowGap: number;
};
export type PlacedNode = { readonly id: string; readonly layer: number; readonly x: number; readonly y: number };
export type PlacedEdge<Edge extends GraphEdge> = { readonly edge: Edge; readonly path: string };
export type GraphLayout<Edge extends GraphEdge> = {
  readonly width: number;
  readonly height: number;
  /** Columns left to right, in each from top to bottom. `x` and `y` are the upper left corner. */
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge<Edge>[];
};

/** Height that a line takes which passes through a column, as a part of a node's. */
const passing = 0.35;

/**
 * Nodes in columns from left to right, edges as curves that pass between the nodes of the columns they cross. Pure: the same graph
 * gives the same drawing.
 */
export function layOutGraph<Edge extends GraphEdge>(
  ids: readonly string[],
  edges: readonly Edge[],
  size: Size,
): GraphLayout<Edge> {
  const layerOf = assignLayers(ids, edges);
  const columns: string[][] = Array.from({ length: Math.max(-1, ...layerOf.values()) + 1 }, () => []);
  for (const id of ids) columns[layerOf.get(id) ?? 0]?.push(id);
  const routes = edges.map((edge, index) => routeOf(edge, index, layerOf, columns));
  const steps = routes.flatMap((route) => route.slice(1).map((to, index) => ({ from: route[index] ?? "", to })));
  const ordered = orderLayers(columns, steps);
  const known = new Set(ids);
  const heightOf = (id: string): number => (known.has(id) ? size.nodeHeight : passing * size.nodeHeight);
  const columnHeight = (column: readonly string[]): number =>
    column.reduce((sum, id) => sum + heightOf(id), 0) + size.rowGap * Math.max(0, column.length - 1);
  const height = Math.max(0, ...ordered.map(columnHeight));
  const places = new Map<string, { readonly x: number; readonly y: number; readonly layer: number }>();
  for (const [layer, column] of ordered.entries()) {
    // What is left over is spread between the rows, so that a short column does not huddle in the middle.
    const spare = (height - columnHeight(column)) / (column.length + 1);
    let y = spare;
    for (const id of column) {
      places.set(id, { x: layer * (size.nodeWidth + size.columnGap), y: round(y), layer });
      y += heightOf(id) + size.rowGap + spare;
    }
  }
  const middle = (id: string): number => (places.get(id)?.y ?? 0) + heightOf(id) / 2;
  return {
    width: Math.max(0, columns.length * (size.nodeWidth + size.columnGap) - size.columnGap),
    height: round(height),
    nodes: ordered.flatMap((column) =>
      column.flatMap((id) => {
        const place = places.get(id);
        return known.has(id) && place !== undefined ? [{ id, ...place }] : [];
      }),
    ),
    edges: edges.map((edge, index) => ({
      edge,
      path: curveOf(
        (routes[index] ?? []).map((id) => ({ x: places.get(id)?.x ?? 0, y: middle(id) })),
        size,
      ),
    })),
  };
}

/** The nodes that an edge touches, with one that stands in for it in each column between; those are put into the columns. */
function routeOf(
  { from, to }: GraphEdge,
  index: number,
  layerOf: ReadonlyMap<string, number>,
  columns: readonly string[][],
): readonly string[] {
  const [first, last] = [layerOf.get(from) ?? 0, layerOf.get(to) ?? 0];
  const between = Array.from({ length: Math.max(0, last - first - 1) }, (_, step) => `pass:${index}:${step}`);
  for (const [step, id] of between.entries()) columns[first + 1 + step]?.push(id);
  return [from, ...between, to];
}

function curveOf(
  points: readonly { readonly x: number; readonly y: number }[],
  { nodeWidth, columnGap }: Size,
): string {
  const [start] = points;
  if (start === undefined) return "";
  let path = `M${round(start.x + nodeWidth)} ${round(start.y)}`;
  let y = start.y;
  for (const [index, point] of points.slice(1).entries()) {
    const half = columnGap / 2;
    const startX = point.x - columnGap;
    path += `C${round(startX + half)} ${round(y)} ${round(point.x - half)} ${round(point.y)} ${round(point.x)} ${round(point.y)}`;
    if (index < points.length - 2) path += `H${round(point.x + nodeWidth)}`;
    y = point.y;
  }
  return path;
}

const round = (value: number): number => Math.round(value * 10) / 10;
