import type { LagStatistics } from "../cascade/lag-statistics.ts";
import type { SquareMatrix } from "../clusters/square-matrix.ts";
import { fromUnits } from "./fixed-point.ts";
import { type Gaps, listGaps } from "./gap-lists.ts";
import { type KernelMemory, seriesPerPanel } from "./kernel/kernel-memory.ts";
import { readLag, type Window } from "./read-lag.ts";

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
  readonly #gaps: Gaps;
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
    const ring = { int32: memory.int32, rows: memory.ringRows, from: window.fromRow };
    this.#gaps = listGaps(
      ring,
      slots.map((slot) => memory.returnsAt(slot)),
      window.steps,
    );
  }

  /** Pearson correlations at lag 0: symmetric, ones on the diagonal, 0 where not defined. */
  correlations(): SquareMatrix {
    const size = this.series.length;
    const values = new Float64Array(size * size);
    this.fillLag(0, values, new Int32Array(size * size));
    return { size, values };
  }

  fillLag(lag: number, correlations: Float64Array, counts: Int32Array): void {
    this.#requireCurrent();
    if (!Number.isInteger(lag) || lag < 0 || lag > this.lagsMax)
      throw new RangeError(`there are no sums at lag ${lag}`);
    const source = { memory: this.#memory, window: this.#window, slots: this.#slots, gaps: this.#gaps };
    readLag(source, lag, { correlations, counts });
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

  #requireCurrent(): void {
    if (!this.#isCurrent()) throw new Error("the window has moved on: these statistics are of an earlier one");
  }
}
