import { compareCodePoints } from "../../../contracts/compare-code-points.ts";
import { fromUnits, noReturn, toUnits } from "./fixed-point.ts";
import { KernelMemory, seriesPerPanel } from "./kernel/kernel-memory.ts";
import { type SlotScan, scanSlots } from "./scan-slots.ts";
import { SeriesSlots } from "./series-slots.ts";
import { joinRecords, type SumsHeader, type SumsPiece, splitRecords } from "./stored-sums.ts";
import { type SeriesSummary, summarise } from "./summarise.ts";
import { WindowStatistics } from "./window-statistics.ts";

export type CoMomentsSettings = {
  readonly barMs: number;
  readonly windowBars: number;
  readonly lagsMax: number;
  /** `kernel.wasm`, compiled. */
  readonly kernel: WebAssembly.Module;
  /** Further series have no room: a bound on memory. */
  readonly seriesMax?: number;
};

export type RefusedReturn = { readonly series: string; readonly reason: "not-a-number" | "too-large" | "no-room" };

/** `late` and `off-grid` bars change nothing, and neither does one that comes twice: the first counts. */
export type BarOutcome =
  | {
      readonly state: "added";
      /** Bars between the newest one and this, of which nothing is known. */
      readonly skippedBars: number;
      /** Nothing of the bars before is left in the window: it starts anew. */
      readonly isReset: boolean;
      readonly refused: readonly RefusedReturn[];
    }
  | { readonly state: "repeated" }
  | { readonly state: "late"; readonly newestMs: number }
  | { readonly state: "off-grid" };

/** Bars wait for each other: a block costs one pass over all sums. */
const blockBars = 32;
/** Of a longer window, counts would not fit beside sums (`correlate.as`). */
const windowBarsMax = 65_535;

/**
 * Returns of the newest `windowBars` bars, and the sums of their products for every pair of series and each lag up to `lagsMax`,
 * kept from bar to bar. They are those that the window alone gives: exact, whatever came before (`panels.as`).
 */
export class CoMoments {
  readonly settings: CoMomentsSettings;
  /** Moves with every change; statistics of an earlier state refuse to answer. */
  generation = 0;
  readonly #block: number;
  readonly #memory: KernelMemory;
  readonly #slots = new SeriesSlots();
  /** Returns of each slot in the ring's bars, from `#foldedBar − windowBars + 1` to the newest. */
  readonly #counts: number[] = [];
  #firstBar = 0;
  #newestBar = -1;
  #foldedBar = -1;

  constructor(settings: CoMomentsSettings) {
    const { barMs, windowBars, lagsMax, kernel } = settings;
    const areWhole = [barMs, windowBars, lagsMax].every(Number.isSafeInteger);
    if (!areWhole || barMs < 1 || lagsMax < 0 || windowBars <= lagsMax + 1 || windowBars > windowBarsMax)
      throw new RangeError(`no window of ${windowBars} bars of ${barMs} ms has lags up to ${lagsMax}`);
    this.settings = settings;
    this.#block = Math.min(blockBars, windowBars - lagsMax);
    this.#memory = new KernelMemory(kernel, windowBars + this.#block, lagsMax);
  }

  /**
   * The sums that were stored, to the bit. `pieces` are read one by one, so that memory holds no second copy. Null where they are
   * of other settings, damaged or not whole: they follow from the bars.
   */
  static restore(settings: CoMomentsSettings, header: SumsHeader, pieces: Iterable<SumsPiece>): CoMoments | null {
    const isSame = (["barMs", "windowBars", "lagsMax"] as const).every((name) => header[name] === settings[name]);
    if (!isSame) return null;
    const moments = new CoMoments(settings);
    while (moments.#memory.panels < header.panels) moments.#memory.addPanel();
    if (!joinRecords(pieces, moments.#memory.records)) return null;
    moments.#slots.restore(header.slots, header.counts.length);
    moments.#counts.push(...header.counts);
    moments.#firstBar = header.firstBar;
    moments.#newestBar = header.newestBar;
    moments.#foldedBar = header.newestBar;
    return moments;
  }

  /** What `restore` takes. The pieces are views: they are to be stored before the next bar. Null before the first bar. */
  store(): { readonly header: SumsHeader; readonly pieces: Iterable<SumsPiece> } | null {
    this.fold();
    if (this.#newestBar < 0) return null;
    const { barMs, windowBars, lagsMax } = this.settings;
    const header = {
      ...{ version: 1 as const, barMs, windowBars, lagsMax, firstBar: this.#firstBar, newestBar: this.#newestBar },
      ...{ panels: this.#memory.panels, slots: [...this.#slots.entries()], counts: [...this.#counts] },
    };
    return { header, pieces: splitRecords(this.#memory.records) };
  }

  /** Null before the first bar. */
  get newestMs(): number | null {
    return this.#newestBar < 0 ? null : this.#newestBar * this.settings.barMs;
  }

  /** The oldest bar that the window holds; null before the first bar. */
  get oldestMs(): number | null {
    return this.#newestBar < 0 ? null : this.#oldestBar * this.settings.barMs;
  }

  get memoryBytes(): number {
    return this.#memory.bytes;
  }

  /** The log returns of the bar that ends at `atMs`. A series that is not named has none. */
  addBar(atMs: number, returns: ReadonlyMap<string, number>): BarOutcome {
    const bar = atMs / this.settings.barMs;
    if (!Number.isSafeInteger(bar) || bar < 0) return { state: "off-grid" };
    const newestMs = this.newestMs;
    if (newestMs !== null && atMs === newestMs) return { state: "repeated" };
    if (newestMs !== null && atMs < newestMs) return { state: "late", newestMs };
    const refused: RefusedReturn[] = [];
    const names: string[] = [];
    const units: number[] = [];
    for (const [series, value] of returns) {
      const inUnits = toUnits(value);
      if (inUnits === null) refused.push({ series, reason: Number.isNaN(value) ? "not-a-number" : "too-large" });
      else {
        names.push(series);
        units.push(inUnits);
      }
    }
    const isReset = newestMs !== null && bar - this.#newestBar >= this.settings.windowBars;
    const skippedBars = newestMs === null ? 0 : bar - this.#newestBar - 1;
    if (newestMs === null || isReset) this.#startAt(bar);
    while (this.#newestBar < bar - 1) this.#append([], []);
    return { state: "added", skippedBars, isReset, refused: [...refused, ...this.#append(names, units)] };
  }

  /** Brings the sums up to the newest bar. Reading does it, too. */
  fold(): void {
    const { windowBars, lagsMax } = this.settings;
    const entering = this.#newestBar - this.#foldedBar;
    if (entering <= 0) return;
    const leaveFrom = this.#foldedBar + 1 - windowBars;
    const leaving = leaveFrom + entering - 1 < this.#firstBar ? 0 : entering;
    const memory = this.#memory;
    const scratch = memory.scratch(memory.panels * ((entering + leaving + 2 * lagsMax) * 32 + 8));
    const enterRow = this.#rowOf(this.#foldedBar + 1 - lagsMax);
    memory.run.fold(memory.panels, enterRow, entering, this.#rowOf(leaveFrom), leaving, scratch);
    this.#foldedBar = this.#newestBar;
    this.generation += 1;
    if (leaving > 0) this.#forget(leaveFrom, leaving);
  }

  /** What the window holds of each series, by code point. */
  series(): SeriesSummary[] {
    this.fold();
    const held = [...this.#slots.entries()];
    const slots = held.map(([, slot]) => slot);
    const scans = scanSlots(this.#memory, this.#rowOf(this.#oldestBar), this.#steps, slots);
    return held
      .map(([series], index) => summarise(series, scans[index] as SlotScan))
      .toSorted((a, b) => compareCodePoints(a.series, b.series));
  }

  /** Statistics of series of the window, in the order given; until the next bar. Throws on a series that it does not hold. */
  statistics(accepted: readonly string[]): WindowStatistics {
    this.fold();
    const slots = accepted.map((series) => this.#slotOf(series));
    const window = { ...this.settings, steps: this.#steps, fromRow: this.#rowOf(this.#oldestBar) };
    const { generation } = this;
    return new WindowStatistics(this.#memory, window, accepted, slots, () => this.generation === generation);
  }

  /** Log returns at the bars from `fromMs` to `toMs`, both included; NaN where there is none. */
  returnsOf(series: string, fromMs: number, toMs: number): Float64Array {
    const { barMs } = this.settings;
    const at = this.#memory.returnsAt(this.#slotOf(series));
    return Float64Array.from({ length: Math.max(0, (toMs - fromMs) / barMs + 1) }, (_, index) => {
      const bar = fromMs / barMs + index;
      const isHeld = bar >= this.#oldestBar && bar <= this.#newestBar;
      return isHeld ? fromUnits(this.#memory.int32[at + this.#rowOf(bar) * seriesPerPanel] as number) : Number.NaN;
    });
  }

  /** Σ of the products of `earlier` at t − lag and `later` at t over the window, in squared units, modulo 2^64. */
  productSum(earlier: string, later: string, lag: number): bigint {
    this.fold();
    const at = this.#memory.run.sumAddress(this.#slotOf(earlier), this.#slotOf(later), lag);
    return this.#memory.int64[at / 8] as bigint;
  }

  get #oldestBar(): number {
    return Math.max(this.#firstBar, this.#newestBar - this.settings.windowBars + 1);
  }

  get #steps(): number {
    return this.#newestBar < 0 ? 0 : this.#newestBar - this.#oldestBar + 1;
  }

  #rowOf(bar: number): number {
    const { ringRows } = this.#memory;
    return ((bar % ringRows) + ringRows) % ringRows;
  }

  #slotOf(series: string): number {
    const slot = this.#slots.slotOf(series);
    if (slot === undefined) throw new RangeError(`the window holds no return of ${series}`);
    return slot;
  }

  #startAt(bar: number): void {
    for (let panel = 0; panel < this.#memory.panels; panel += 1) this.#memory.run.clearPanel(panel);
    this.#slots.clear();
    this.#counts.fill(0);
    this.#firstBar = bar;
    this.#newestBar = bar - 1;
    this.#foldedBar = bar - 1;
  }

  #append(names: readonly string[], units: readonly number[]): RefusedReturn[] {
    const refused: RefusedReturn[] = [];
    const memory = this.#memory;
    const row = this.#rowOf(this.#newestBar + 1) * seriesPerPanel;
    for (let panel = 0; panel < memory.panels; panel += 1) {
      const at = memory.returnsAt(panel * seriesPerPanel) + row;
      memory.int32.fill(noReturn, at, at + seriesPerPanel);
    }
    for (const [index, series] of names.entries()) {
      const slot = this.#slots.slotOf(series) ?? this.#takeSlot(series);
      if (slot === null) {
        refused.push({ series, reason: "no-room" });
        continue;
      }
      memory.int32[memory.returnsAt(slot) + row] = units[index] as number;
      this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
    }
    this.#newestBar += 1;
    this.generation += 1;
    if (this.#newestBar - this.#foldedBar >= this.#block) this.fold();
    return refused;
  }

  #takeSlot(series: string): number | null {
    if (this.#slots.size >= (this.settings.seriesMax ?? Number.POSITIVE_INFINITY)) return null;
    const slot = this.#slots.take(series);
    if (slot >= this.#memory.panels * seriesPerPanel) this.#memory.addPanel();
    return slot;
  }

  /** Bars have left: a series without a return in the window leaves its slot. All its sums are zero then. */
  #forget(fromBar: number, bars: number): void {
    const { int32 } = this.#memory;
    for (const [series, slot] of [...this.#slots.entries()]) {
      const at = this.#memory.returnsAt(slot);
      let count = this.#counts[slot] ?? 0;
      for (let bar = fromBar; bar < fromBar + bars; bar += 1) {
        if (int32[at + this.#rowOf(bar) * seriesPerPanel] !== noReturn) count -= 1;
      }
      this.#counts[slot] = count;
      if (count === 0) this.#slots.release(series);
    }
  }
}
