import { seriesPerPanel } from "./kernel/kernel-memory.ts";
import type { LagSource } from "./read-lag.ts";
import { fitsSums } from "./summarise.ts";

/** Rows are read in blocks of so many slots: what a block needs beside its outcome stays small. */
export const blockSlots = 64;
/** Bytes of the kernel's records, halves and prepared steps. */
const [recordBytes, halfBytes, stepBytes] = [32, 16, 64];

/** Where the kernel leaves a block's rows: correlations as f64, counts as i32, a row as long as there are series. */
export type BlockOutcome = { readonly correlations: number; readonly counts: number };

/** Writes the tables that the kernel reads matrices by into its scratch: `setTables` in `correlate.as` names them in this order. */
export function writeTables(source: LagSource): BlockOutcome {
  const { memory, window, slots, gaps } = source;
  const size = slots.length;
  let end = 0;
  const reserve = (bytes: number): number => {
    const at = end;
    end += Math.ceil(bytes / 16) * 16;
    return at;
  };
  const sizes = [
    memory.panels * seriesPerPanel * 4,
    ...[size * 4, (size + 1) * 4, gaps.steps.length * 4],
    ...[size * recordBytes, size * recordBytes, size * recordBytes],
    gaps.steps.length === 0 ? 0 : window.steps * stepBytes,
    ...[blockSlots * size * halfBytes, blockSlots * size * 8, blockSlots * size * 4],
  ];
  const table = reserve(sizes.length * 4);
  const offsets = sizes.map(reserve);
  const start = Math.ceil(memory.scratch(end + 16) / 16) * 16;
  const addresses = offsets.map((offset) => start + offset);
  const [itemOf, slotOf, gapFrom, gapSteps, totals, , , , , correlations, counts] = addresses as Addresses;
  const { int32 } = memory;
  int32.set(addresses, (start + table) / 4);
  int32.fill(-1, itemOf / 4, itemOf / 4 + memory.panels * seriesPerPanel);
  for (const [item, slot] of slots.entries()) int32[itemOf / 4 + slot] = item;
  int32.set(slots, slotOf / 4);
  int32.set(gaps.from, gapFrom / 4);
  int32.set(gaps.steps, gapSteps / 4);
  writeTotals(source, totals);
  memory.run.setTables(window.fromRow, window.steps, size, start + table);
  return { correlations, counts };
}

type Addresses = [
  ...[itemOf: number, slotOf: number, gapFrom: number, gapSteps: number, totals: number, early: number, late: number],
  ...[prepared: number, halves: number, correlations: number, counts: number],
];

/** Σx² of a series stands among the kept sums: at lag 0, with itself. */
function writeTotals({ memory, slots, scans }: LagSource, at: number): void {
  const { int32, int64, float64, run } = memory;
  for (const [item, scan] of scans.entries()) {
    const slot = slots[item] as number;
    const record = at + item * recordBytes;
    int64[record / 8] = BigInt(scan.sum);
    int64[record / 8 + 1] = int64[run.sumAddress(slot, slot, 0) / 8] as bigint;
    float64[record / 8 + 2] = fitsSums(scan) ? 1 : 0;
    int32[record / 4 + 6] = scan.count;
  }
}
