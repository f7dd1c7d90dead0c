import { noReturn } from "./fixed-point.ts";
import { type KernelMemory, seriesPerPanel } from "./kernel/kernel-memory.ts";
import type { SlotScan } from "./scan-slots.ts";

/** Steps without a return, ascending, series by series: those of item i from `from[i]` to `from[i + 1]`. */
export type GapLists = { readonly steps: Int32Array; readonly from: Int32Array };

/** `fromRow`: ring row of the window's first bar. */
export function listGaps(
  memory: KernelMemory,
  fromRow: number,
  steps: number,
  slots: readonly number[],
  scans: readonly SlotScan[],
): GapLists {
  const from = new Int32Array(slots.length + 1);
  for (const [item, { count }] of scans.entries()) from[item + 1] = (from[item] as number) + steps - count;
  const gaps = new Int32Array(from[slots.length] as number);
  for (const [item, slot] of slots.entries()) {
    let next = from[item] as number;
    if (next === from[item + 1]) continue;
    const first = memory.returnsAt(slot);
    for (let step = 0, row = fromRow; step < steps; step += 1, row = row + 1 === memory.ringRows ? 0 : row + 1) {
      if (memory.int32[first + row * seriesPerPanel] === noReturn) gaps[next++] = step;
    }
  }
  return { steps: gaps, from };
}
