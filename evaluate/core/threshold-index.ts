import type { ThresholdLeaf } from "./lower-condition.ts";
import { thresholdOps } from "./lower-condition.ts";

/** An op's place in `thresholdOps` in the upper three bits, the leaf's bit in the lower five. */
export const packLeaf = (leaf: Pick<ThresholdLeaf, "op" | "bit">): number =>
  (thresholdOps.indexOf(leaf.op) << 5) | leaf.bit;

/**
 * The thresholds that one derived signal is held against, sorted, in three columns of 13 bytes a leaf. `position` is
 * how many are at or below the present value, so that a move of the value visits the thresholds between, and no other.
 */
export class ThresholdIndex {
  thresholds: Float64Array<ArrayBuffer> = new Float64Array(0);
  slots: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  /** See `packLeaf`. */
  leaves: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  position = 0;
  #added: { threshold: number; slot: number; leaf: number }[] = [];

  get size(): number {
    return this.thresholds.length;
  }

  add(threshold: number, slot: number, leaf: number): void {
    this.#added.push({ threshold, slot, leaf });
  }

  remove(slot: number): void {
    this.#added = this.#added.filter((added) => added.slot !== slot);
    if (!this.slots.includes(slot)) return;
    const kept = Uint32Array.from(this.slots.keys()).filter((at) => this.slots[at] !== slot);
    this.#take(kept);
  }

  /** Puts in what was added, and finds the position of `value` again. */
  settle(value: number): void {
    if (this.#added.length > 0) {
      const added = this.#added;
      this.#added = [];
      const size = this.size;
      this.thresholds = grow(this.thresholds, added.length);
      this.slots = grow(this.slots, added.length);
      this.leaves = grow(this.leaves, added.length);
      added.forEach(({ threshold, slot, leaf }, at) => {
        this.thresholds[size + at] = threshold;
        this.slots[size + at] = slot;
        this.leaves[size + at] = leaf;
      });
      const { thresholds, slots } = this;
      const order = Uint32Array.from(thresholds.keys());
      order.sort(
        (a, b) => (thresholds[a] as number) - (thresholds[b] as number) || (slots[a] as number) - (slots[b] as number),
      );
      this.#take(order);
    }
    this.position = this.#countUpTo(value);
  }

  get hasAdded(): boolean {
    return this.#added.length > 0;
  }

  #take(order: Uint32Array): void {
    const { thresholds, slots, leaves } = this;
    this.thresholds = Float64Array.from(order, (at) => thresholds[at] as number);
    this.slots = Uint32Array.from(order, (at) => slots[at] as number);
    this.leaves = Uint8Array.from(order, (at) => leaves[at] as number);
  }

  /** How many thresholds are at or below the value; 0 for NaN. */
  #countUpTo(value: number): number {
    let low = 0;
    let high = this.thresholds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.thresholds[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function grow<Column extends Float64Array | Uint32Array | Uint8Array>(column: Column, by: number): Column {
  const grown = new (column.constructor as new (length: number) => Column)(column.length + by);
  grown.set(column);
  return grown;
}
