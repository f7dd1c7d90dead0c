import type { LineageRun } from "../../../../contracts/cluster-lineage.ts";
import { listEvents } from "./lineage-events.ts";

export type LineageBlock = {
  /** Null: those that stand alone. */
  readonly id: string | null;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly members: number;
  /** It began in this run, or took another in. */
  readonly mark: "begins" | "takes-in" | null;
};
export type LineageFlowShape = { readonly id: string | null; readonly to: string | null; readonly path: string };
export type LineageColumn = { readonly asOfMs: number; readonly x: number; readonly blocks: readonly LineageBlock[] };
export type LineageDrawing = {
  readonly columns: readonly LineageColumn[];
  readonly flows: readonly LineageFlowShape[];
};

const gap = 5;
const alone = "";

/**
 * Runs as columns along time, clusters as blocks as high as they have members, and between neighbours bands of those who went from one
 * to the other. A cluster stands at the height of those from which its members came; who stands alone stands below all.
 */
export function drawLineage(runs: readonly LineageRun[], width: number, height: number): LineageDrawing {
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined || width <= 0) return { columns: [], flows: [] };
  const blockWidth = Math.max(2, Math.min(14, (width / runs.length) * 0.3));
  const spanMs = Math.max(1, last.asOfMs - first.asOfMs);
  const mostBlocks = Math.max(...runs.map(({ clusters }) => clusters.length + 1));
  const mostMembers = Math.max(1, ...runs.map(membersOf));
  const unit = Math.max(0, height - gap * (mostBlocks - 1)) / mostMembers;
  const columns: LineageColumn[] = [];
  const flows: LineageFlowShape[] = [];
  let middles = new Map<string, number>();
  for (const [at, run] of runs.entries()) {
    const x = first === last ? (width - blockWidth) / 2 : ((run.asOfMs - first.asOfMs) / spanMs) * (width - blockWidth);
    const blocks = placeBlocks(run, runs[at - 1], middles, { x: round(x), width: blockWidth, unit });
    const before = columns.at(-1);
    if (before !== undefined) flows.push(...drawFlows(run, before.blocks, blocks, unit));
    columns.push({ asOfMs: run.asOfMs, x: round(x), blocks });
    middles = new Map(blocks.map(({ id, y, height: tall }) => [id ?? alone, y + tall / 2]));
  }
  return { columns, flows };
}

const membersOf = ({ clusters, alone: single }: LineageRun): number =>
  clusters.reduce((sum, { members }) => sum + members, single);

type Column = { readonly x: number; readonly width: number; readonly unit: number };

function placeBlocks(
  run: LineageRun,
  before: LineageRun | undefined,
  middles: ReadonlyMap<string, number>,
  { x, width, unit }: Column,
): LineageBlock[] {
  const events = listEvents(before, run);
  const marks = new Map(events.map(({ kind, id }) => [id, kind === "merged" ? "takes-in" : "begins"] as const));
  // An ended cluster has no block in this run.
  const pull = (id: string): number => {
    const into = run.flows.filter(({ to }) => to === id);
    const total = into.reduce((sum, { count }) => sum + count, 0);
    if (total === 0) return Number.MAX_SAFE_INTEGER;
    return into.reduce((sum, { from, count }) => sum + (middles.get(from ?? alone) ?? 0) * count, 0) / total;
  };
  const ordered =
    before === undefined
      ? run.clusters
      : run.clusters.toSorted((a, b) => pull(a.id) - pull(b.id) || b.members - a.members);
  const rows: { id: string | null; members: number }[] = [...ordered];
  if (run.alone > 0) rows.push({ id: null, members: run.alone });
  let y = 0;
  return rows.map(({ id, members }): LineageBlock => {
    const block = { y: round(y), height: round(members * unit) };
    y += members * unit + gap;
    return { id, members, x, width, ...block, mark: id === null ? null : (marks.get(id) ?? null) };
  });
}

function drawFlows(
  { flows }: LineageRun,
  from: readonly LineageBlock[],
  to: readonly LineageBlock[],
  unit: number,
): LineageFlowShape[] {
  const placeOf = (blocks: readonly LineageBlock[]) => new Map(blocks.map((block, at) => [block.id, { block, at }]));
  const [left, right] = [placeOf(from), placeOf(to)];
  const known = flows.flatMap((flow) => {
    const [a, b] = [left.get(flow.from), right.get(flow.to)];
    return a === undefined || b === undefined ? [] : [{ ...flow, a, b }];
  });
  const usedLeft = new Map<string | null, number>();
  const usedRight = new Map<string | null, number>();
  const take = (used: Map<string | null, number>, id: string | null, tall: number): number => {
    const at = used.get(id) ?? 0;
    used.set(id, at + tall);
    return at;
  };
  // Bands leave and arrive in the order of where they go and come from: those of one block do not cross.
  const startOf = new Map(
    known
      .toSorted((p, q) => p.a.at - q.a.at || p.b.at - q.b.at)
      .map((flow) => [flow, flow.a.block.y + take(usedLeft, flow.from, flow.count * unit)]),
  );
  return known
    .toSorted((p, q) => p.b.at - q.b.at || p.a.at - q.a.at)
    .map((flow): LineageFlowShape => {
      const [y0, y1, tall] = [
        startOf.get(flow) ?? 0,
        flow.b.block.y + take(usedRight, flow.to, flow.count * unit),
        flow.count * unit,
      ];
      return {
        id: flow.from,
        to: flow.to,
        path: band(flow.a.block.x + flow.a.block.width, y0, flow.b.block.x, y1, tall),
      };
    });
}

function band(x0: number, y0: number, x1: number, y1: number, tall: number): string {
  const half = (x0 + x1) / 2;
  const [a, b, c, d] = [y0, y1, y1 + tall, y0 + tall].map(round);
  return `M${round(x0)} ${a}C${round(half)} ${a} ${round(half)} ${b} ${round(x1)} ${b}V${c}C${round(half)} ${c} ${round(half)} ${d} ${round(x0)} ${d}Z`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** A number for each cluster that any of the runs has: those of the last run as it lists them, then the others as they came up. */
export function numberLineages(runs: readonly LineageRun[], present: readonly string[]): ReadonlyMap<string, number> {
  const ids = new Set([...present, ...runs.toReversed().flatMap(({ clusters }) => clusters.map(({ id }) => id))]);
  return new Map([...ids].map((id, number) => [id, number]));
}
