import type { LagStatistics } from "../cascade/lag-statistics.ts";
import type { SquareMatrix } from "../clusters/square-matrix.ts";
import { fromUnits } from "./fixed-point.ts";
import { type GapLists, listGaps } from "./gap-lists.ts";
import { type KernelMemory, seriesPerPanel } from "./kernel/kernel-memory.ts";
import { readLag, type Window } from "./read-lag.ts";
import { type SlotScan, scanSlots } from "./scan-slots.ts";

/**
 * Statistics of the window's returns, by pairs over the steps that both have, reckoned from the kept sums when asked for. They
 * follow from the window's returns alone: the same bits however it came about. Throws when the window has moved on.
 */
export class WindowStatistics implements LagStatistics {
  readonly series: readonly string[];
  readonly barMs: number;
  readonly steps: number;
  readonly lagsMax: number;
  readonly #memory: KernelMemory;
  readonly #window: Window;
  readonly #slots: readonly number[];
  readonly #scans: readonly SlotScan[];
  readonly #gaps: GapLists;
  readonly #isCurrent: () => boolean;

  constructor(
    memory: KernelMemory,
    window: Window,
    series: readonly string[],
    slots: readonly number[],
    isCurrent: () => boolean,
  ) {
    this.series = series;
    this.barMs = window.barMs;
    this.steps = window.steps;
    this.lagsMax = window.lagsMax;
    this.#memory = memory;
    this.#window = window;
    this.#slots = slots;
    this.#isCurrent = isCurrent;
    const { fromRow, steps } = window;
    this.#scans = scanSlots(memory, fromRow, steps, slots);
    this.#gaps = listGaps(memory, fromRow, steps, slots, this.#scans);
  }

  /** Pearson correlations at lag 0: symmetric, ones on the diagonal, 0 where not defined. */
  correlations(): SquareMatrix {
    const size = this.series.length;
    const values = new Float64Array(size * size);
    this.#readLag(0, values, null);
    return { size, values };
  }

  fillLag(lag: number, correlations: Float64Array, counts: Int32Array): void {
    this.#readLag(lag, correlations, counts);
  }

  fillReturns(index: number, into: Float64Array): void {
    this.#requireCurrent();
    const at = this.#memory.returnsAt(this.#slots[index] as number);
    const { int32, ringRows } = this.#memory;
    for (let step = 0; step < this.steps; step += 1) {
      const row = (this.#window.fromRow + step) % ringRows;
      into[step] = fromUnits(int32[at + row * seriesPerPanel] as number);
    }
  }

  /** Whoever adds bars answers for the age of their prices. */
  agesMs(): null {
    return null;
  }

  #readLag(lag: number, correlations: Float64Array, counts: Int32Array | null): void {
    this.#requireCurrent();
    if (!Number.isInteger(lag) || lag < 0 || lag > this.lagsMax)
      throw new RangeError(`there are no sums at lag ${lag}`);
    const [memory, window, slots, scans, gaps] = [this.#memory, this.#window, this.#slots, this.#scans, this.#gaps];
    readLag({ memory, window, slots, scans, gaps }, lag, { correlations, counts });
  }

  #requireCurrent(): void {
    if (!this.#isCurrent()) throw new Error("the window has moved on: these statistics are of an earlier one");
  }
}
