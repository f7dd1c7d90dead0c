import { compareCodePoints } from "../../../../contracts/compare-code-points.ts";
import type { ExplainedEdge } from "./answers.ts";

export type ArcNode = { readonly asset: string; readonly x: number };
/** An edge as a half ellipse: above the line when it leads to the right, below when to the left, so that direction shows twice. */
export type Arc = {
  readonly edge: ExplainedEdge;
  readonly path: string;
  readonly side: "above" | "below";
  /** Stroke in pixels. */
  readonly width: number;
};
export type ArcDrawing = {
  readonly nodes: readonly ArcNode[];
  readonly arcs: readonly Arc[];
  /** How far the arcs reach from the line. */
  readonly above: number;
  readonly below: number;
};

/** So many edges are drawn, the surest; a drawing of more tells nothing that the table does not. */
export const arcsMax = 40;

/** Between the line and where arcs begin. */
const gap = 8;

/** Assets on a line, leaders before their followers as far as circles allow it, and an arc for each edge. */
export function layOutArcs(edges: readonly ExplainedEdge[], width: number): ArcDrawing {
  const shown = edges.slice(0, arcsMax);
  const order = orderByLead(shown);
  const step = order.length < 2 ? 0 : width / order.length;
  const nodes = order.map((asset, place) => ({ asset, x: Math.round((place + 0.5) * step) }));
  const xOf = new Map(nodes.map(({ asset, x }) => [asset, x]));
  const riseMax = Math.min(130, width / 4);
  const reach = { above: 0, below: 0 };
  const arcs = shown.map((edge): Arc => {
    const [from, to] = [xOf.get(edge.from) ?? 0, xOf.get(edge.to) ?? 0];
    const side = to > from ? "above" : "below";
    const rise = Math.round(14 + (riseMax - 14) * (width === 0 ? 0 : Math.abs(to - from) / width));
    // A curve comes within three quarters of its handles.
    reach[side] = Math.max(reach[side], Math.ceil(gap + rise * 0.75) + 3);
    const [near, far, tip] = [gap, gap + rise, gap + 2].map((y) => (side === "above" ? -y : y));
    return {
      ...{ edge, side },
      path: `M${from} ${near}C${from} ${far} ${to} ${far} ${to} ${tip}`,
      width: Math.round((1 + 2.5 * Math.min(1, Math.abs(edge.weight))) * 10) / 10,
    };
  });
  return { nodes, arcs, ...reach };
}

/** Those that nobody left leads come first; in a circle the one that leads most. Ties by name. */
export function orderByLead(edges: readonly Pick<ExplainedEdge, "from" | "to">[]): string[] {
  const left = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const order: string[] = [];
  while (left.size > 0) {
    const open = edges.filter(({ from, to }) => left.has(from) && left.has(to));
    const score = (asset: string): readonly [number, number] => [
      open.filter(({ to }) => to === asset).length,
      open.filter(({ from }) => from === asset).length,
    ];
    const [next] = [...left].toSorted((a, b) => {
      const [[ledA, leadsA], [ledB, leadsB]] = [score(a), score(b)];
      return ledA - ledB || leadsB - leadsA || compareCodePoints(a, b);
    });
    if (next === undefined) break;
    order.push(next);
    left.delete(next);
  }
  return order;
}
