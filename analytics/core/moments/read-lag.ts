import type { GapLists } from "./gap-lists.ts";
import { type KernelMemory, seriesPerPanel } from "./kernel/kernel-memory.ts";
import { blockSlots, writeTables } from "./lag-tables.ts";
import type { SlotScan } from "./scan-slots.ts";

/** The window at one moment; `fromRow` is the ring row of its first bar. */
export type Window = {
  readonly barMs: number;
  readonly steps: number;
  readonly lagsMax: number;
  readonly fromRow: number;
};

export type LagSource = {
  readonly memory: KernelMemory;
  readonly window: Window;
  /** Of each series, in the order of the matrices. */
  readonly slots: readonly number[];
  readonly scans: readonly SlotScan[];
  readonly gaps: GapLists;
};

/** Row-major, as `LagStatistics` has them. */
type Matrices = { readonly correlations: Float64Array; readonly counts: Int32Array | null };

/**
 * Correlations of each series at t − lag (row) with each at t (column), over the steps that both have. The kept sum Σxy is over
 * these already, as nothing is 0. Σx and Σx² are those of the series alone less what it has where the other has nothing: exact,
 * without a sum for each pair to keep, and as much work as there are gaps.
 */
export function readLag(source: LagSource, lag: number, { correlations, counts }: Matrices): void {
  const { memory, window, slots, gaps } = source;
  const size = slots.length;
  correlations.fill(0, 0, size * size);
  counts?.fill(0, 0, size * size);
  if (size === 0 || lag >= window.steps) return;
  const outcome = writeTables(source);
  const { run, float64, int32 } = memory;
  run.takeEdges(lag);
  const panels = [...new Set(slots.map(panelOf))];
  const hasGaps = gaps.steps.length > 0;
  for (const [firstSlot, rows] of Map.groupBy(slots.keys(), (item) => firstSlotOf(slots[item] as number))) {
    for (const panel of new Set(rows.map((item) => panelOf(slots[item] as number)))) {
      if (hasGaps) run.preparePanel(panel);
      run.measureRows(lag, panel, firstSlot);
    }
    const slotsOfBlock = Math.min(blockSlots, memory.panels * seriesPerPanel - firstSlot);
    for (const panel of panels) {
      if (hasGaps) run.preparePanel(panel);
      run.correlateColumns(lag, panel, firstSlot, slotsOfBlock);
    }
    for (const item of rows) {
      const from = ((slots[item] as number) - firstSlot) * size;
      const ofRow = (at: number): [number, number] => [at + from, at + from + size];
      correlations.set(float64.subarray(...ofRow(outcome.correlations / 8)), item * size);
      counts?.set(int32.subarray(...ofRow(outcome.counts / 4)), item * size);
    }
  }
  if (lag === 0) setDiagonal(source.scans, { correlations, counts });
}

const panelOf = (slot: number): number => Math.floor(slot / seriesPerPanel);
const firstSlotOf = (slot: number): number => slot - (slot % blockSlots);

function setDiagonal(scans: readonly SlotScan[], { correlations, counts }: Matrices): void {
  for (const [item, { count }] of scans.entries()) {
    correlations[item * scans.length + item] = 1;
    if (counts !== null) counts[item * scans.length + item] = count;
  }
}
