import { type KernelMemory, seriesPerPanel } from "./kernel/kernel-memory.ts";

/** What the window holds of one slot, in units: exact, but for squares beyond 2^53, which are rounded. */
export type SlotScan = {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
  /** Of no meaning without a return. */
  readonly least: number;
  readonly greatest: number;
};

const scanBytes = 112;

/** `fromRow`: ring row of the window's first bar. */
export function scanSlots(memory: KernelMemory, fromRow: number, steps: number, slots: readonly number[]): SlotScan[] {
  const out = Math.ceil(memory.scratch(memory.panels * scanBytes + 16) / 16) * 16;
  for (let panel = 0; panel < memory.panels; panel += 1) {
    memory.run.scanPanel(panel, fromRow, steps, out + panel * scanBytes);
  }
  const { int32, int64, float64 } = memory;
  return slots.map((slot) => {
    const lane = slot % seriesPerPanel;
    const at = out + Math.floor(slot / seriesPerPanel) * scanBytes;
    return {
      count: int32[at / 4 + lane] as number,
      least: int32[at / 4 + 4 + lane] as number,
      greatest: int32[at / 4 + 8 + lane] as number,
      sum: Number(int64[at / 8 + 6 + lane]),
      squares: float64[at / 8 + 10 + lane] as number,
    };
  });
}
