/** Functions of the sources `*.as`, which tell what they do. Addresses are bytes. */
type KernelFunctions = {
  readonly configure: (ringRows: number, lagsMax: number, start: number) => void;
  readonly panelStart: (panel: number) => number;
  readonly clearPanel: (panel: number) => void;
  readonly sumAddress: (row: number, column: number, lag: number) => number;
  readonly fold: (
    ...args: [panels: number, enterRow: number, entering: number, leaveRow: number, leaving: number, scratch: number]
  ) => void;
  readonly scanPanel: (panel: number, row: number, steps: number, out: number) => void;
  readonly setTables: (row: number, steps: number, size: number, tables: number) => void;
  readonly takeEdges: (lag: number) => void;
  readonly preparePanel: (panel: number) => void;
  readonly measureRows: (lag: number, panel: number, firstSlot: number) => void;
  readonly correlateColumns: (lag: number, panel: number, firstSlot: number, slots: number) => void;
};

const pageBytes = 65_536;
/** Address 0 stays free. */
const originBytes = 1_024;
export const seriesPerPanel = 4;

/**
 * The kernel and its one memory: a record for each panel of four series, and behind them scratch that holds nothing from one
 * call to the next. More panels append: nothing moves, so growing takes no second copy.
 */
export class KernelMemory {
  readonly run: KernelFunctions;
  readonly ringRows: number;
  panels = 0;
  int32: Int32Array;
  float64: Float64Array;
  int64: BigInt64Array;
  readonly #memory: WebAssembly.Memory;

  constructor(kernel: WebAssembly.Module, ringRows: number, lagsMax: number) {
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(kernel, { env: { memory: this.#memory } });
    this.run = exports as unknown as KernelFunctions;
    this.run.configure(ringRows, lagsMax, originBytes);
    this.ringRows = ringRows;
    const { buffer } = this.#memory;
    this.int32 = new Int32Array(buffer);
    this.float64 = new Float64Array(buffer);
    this.int64 = new BigInt64Array(buffer);
  }

  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** All records; a view, good until the memory grows. */
  get records(): Uint8Array {
    const start = this.run.panelStart(0);
    return new Uint8Array(this.#memory.buffer, start, this.run.panelStart(this.panels) - start);
  }

  /** One more panel, without returns. */
  addPanel(): void {
    this.#reach(this.run.panelStart(this.panels + 1));
    this.run.clearPanel(this.panels);
    this.panels += 1;
  }

  /** Where so many bytes may be written; what was there before is lost. */
  scratch(bytes: number): number {
    const start = this.run.panelStart(this.panels);
    this.#reach(start + bytes);
    return start;
  }

  /** Index in `int32` of a slot's return in ring row 0; each further row is four on. */
  returnsAt(slot: number): number {
    return this.run.panelStart(Math.floor(slot / seriesPerPanel)) / 4 + (slot % seriesPerPanel);
  }

  #reach(bytes: number): void {
    const missing = Math.ceil((bytes - this.bytes) / pageBytes);
    if (missing <= 0) return;
    this.#memory.grow(missing);
    const { buffer } = this.#memory;
    this.int32 = new Int32Array(buffer);
    this.float64 = new Float64Array(buffer);
    this.int64 = new BigInt64Array(buffer);
  }
}
