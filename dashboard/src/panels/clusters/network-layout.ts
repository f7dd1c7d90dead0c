import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { NetworkEdge } from "./network-edges.ts";

export type NetworkPlace = { readonly x: number; readonly y: number };
type Node = { readonly item: number; x: number; y: number };

const margin = 26;
/** A simulation of many nodes takes long; its shape is there after fewer steps. */
const stepsOf = (count: number): number => (count > 200 ? 120 : 300);

/** The same numbers each time: the drawing of a run is the same for everyone who looks at it. */
function seededChance(): () => number {
  let state = 20_210_519;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Places for items so that joined ones stand near, the nearer the smaller the height between them, in a box of width and height. The
 * same edges and box give the same places.
 */
export function layOutNetwork(
  count: number,
  edges: readonly NetworkEdge[],
  width: number,
  height: number,
): readonly NetworkPlace[] {
  const heightMax = Math.max(0.01, ...edges.map((edge) => edge.height));
  const room = Math.sqrt((width * height) / Math.max(1, count));
  const nodes: Node[] = Array.from({ length: count }, (_, item) => {
    // On a spiral, so that none begins where another does.
    const [radius, angle] = [10 * Math.sqrt(item + 0.5), item * Math.PI * (3 - Math.sqrt(5))];
    return { item, x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  });
  const links = edges.map(({ from, to, height: far }) => ({ source: from, target: to, far }));
  const simulation = forceSimulation(nodes)
    .randomSource(seededChance())
    .force(
      "link",
      forceLink<Node, (typeof links)[number]>(links)
        .id(({ item }) => item)
        .distance(({ far }) => room * (0.35 + (0.9 * far) / heightMax))
        .strength(0.8),
    )
    .force("apart", forceManyBody<Node>().strength(-room * 3))
    .force("room", forceCollide<Node>(Math.min(20, room * 0.4)))
    .force("x", forceX<Node>(0).strength(0.04))
    .force("y", forceY<Node>(0).strength((0.04 * width) / Math.max(1, height)))
    .stop();
  simulation.tick(stepsOf(count));
  return fillBox(nodes, width, height);
}

/** Both directions are stretched for themselves, so that the box is used. */
function fillBox(nodes: readonly Node[], width: number, height: number): readonly NetworkPlace[] {
  const scale = (values: readonly number[], size: number): ((value: number) => number) => {
    const [least, greatest] = [Math.min(...values), Math.max(...values)];
    const span = greatest - least;
    if (!(span > 0)) return () => size / 2;
    return (value) => Math.round((margin + ((value - least) / span) * (size - 2 * margin)) * 10) / 10;
  };
  const toX = scale(
    nodes.map(({ x }) => x),
    width,
  );
  const toY = scale(
    nodes.map(({ y }) => y),
    height,
  );
  return nodes.map(({ x, y }) => ({ x: toX(x), y: toY(y) }));
}

/** The item that lies next in a direction, for arrow keys: the nearest within a right angle around it; null where there is none. */
export function nextInDirection(
  places: readonly NetworkPlace[],
  from: number,
  direction: "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight",
): number | null {
  const here = places[from];
  if (here === undefined) return null;
  const isAcross = direction === "ArrowLeft" || direction === "ArrowRight";
  const sign = direction === "ArrowLeft" || direction === "ArrowUp" ? -1 : 1;
  let [best, bestDistance]: [number | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const [item, { x, y }] of places.entries()) {
    const [dx, dy] = [x - here.x, y - here.y];
    const [along, aside] = isAcross ? [dx * sign, dy] : [dy * sign, dx];
    const distance = Math.hypot(dx, dy);
    if (item === from || along <= 0 || Math.abs(aside) > along || distance >= bestDistance) continue;
    [best, bestDistance] = [item, distance];
  }
  return best;
}
