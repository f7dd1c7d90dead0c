/**
 * Trailing stops of one signal whose peaks are equal, sorted by the share of the peak at which they stop, greatest
 * first: at any low, those that it reached are the beginning of the group.
 */
export class StopGroup {
  peak: number;
  size = 0;
  shares: Float64Array<ArrayBuffer>;
  slots: Uint32Array<ArrayBuffer>;
  bits: Uint8Array<ArrayBuffer>;
  /** No leaf from here on is true. */
  reachedEnd = 0;
  /** Whether every leaf before `reachedEnd` is true. */
  isExact = true;

  constructor(peak: number, capacity = 4) {
    this.peak = peak;
    this.shares = new Float64Array(capacity);
    this.slots = new Uint32Array(capacity);
    this.bits = new Uint8Array(capacity);
  }

  /** No leaf is true, and none becomes so: not even the one that stops first. */
  isOutOfReach(low: number): boolean {
    return this.reachedEnd === 0 && low > this.peak * (this.shares[0] as number);
  }

  /** How many leaves a low has reached: `low ≤ peak × share`. */
  countReached(low: number): number {
    let from = 0;
    let to = this.size;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (low <= this.peak * (this.shares[middle] as number)) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  insert(share: number, slot: number, bit: number): void {
    const at = this.#place(share, slot, bit);
    this.#reserve(this.size + 1);
    for (const column of [this.shares, this.slots, this.bits]) column.copyWithin(at + 1, at, this.size);
    this.shares[at] = share;
    this.slots[at] = slot;
    this.bits[at] = bit;
    this.size += 1;
    this.reachedEnd = this.size;
    this.isExact = false;
  }

  /** Where a trigger's leaf stands; -1 where it is not here. */
  find(slot: number, bit: number): number {
    for (let at = this.slots.indexOf(slot); at !== -1 && at < this.size; at = this.slots.indexOf(slot, at + 1)) {
      if (this.bits[at] === bit) return at;
    }
    return -1;
  }

  removeAt(at: number): void {
    for (const column of [this.shares, this.slots, this.bits]) column.copyWithin(at, at + 1, this.size);
    this.size -= 1;
    if (at < this.reachedEnd) this.reachedEnd -= 1;
  }

  /** Both groups as one, with the greater peak. */
  static merge(a: StopGroup, b: StopGroup, peak: number): StopGroup {
    const [large, small] = a.size >= b.size ? [a, b] : [b, a];
    const merged = new StopGroup(peak, large.size + small.size);
    let fromLarge = 0;
    let fromSmall = 0;
    while (merged.size < large.size + small.size) {
      const isLarge =
        fromSmall >= small.size || (fromLarge < large.size && isBefore(large, fromLarge, small, fromSmall));
      const [source, at] = isLarge ? [large, fromLarge++] : [small, fromSmall++];
      merged.shares[merged.size] = source.shares[at] as number;
      merged.slots[merged.size] = source.slots[at] as number;
      merged.bits[merged.size] = source.bits[at] as number;
      merged.size += 1;
    }
    const isClear = a.reachedEnd === 0 && b.reachedEnd === 0;
    merged.reachedEnd = isClear ? 0 : merged.size;
    merged.isExact = isClear;
    return merged;
  }

  #place(share: number, slot: number, bit: number): number {
    let from = 0;
    let to = this.size;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (
        order(
          this.shares[middle] as number,
          this.slots[middle] as number,
          this.bits[middle] as number,
          share,
          slot,
          bit,
        ) < 0
      ) {
        from = middle + 1;
      } else to = middle;
    }
    return from;
  }

  #reserve(size: number): void {
    if (size <= this.shares.length) return;
    const capacity = Math.max(size, this.shares.length + (this.shares.length >>> 1) + 1);
    const { shares, slots, bits } = this;
    this.shares = new Float64Array(capacity);
    this.shares.set(shares);
    this.slots = new Uint32Array(capacity);
    this.slots.set(slots);
    this.bits = new Uint8Array(capacity);
    this.bits.set(bits);
  }
}

const order = (shareA: number, slotA: number, bitA: number, shareB: number, slotB: number, bitB: number): number =>
  shareB - shareA || slotA - slotB || bitA - bitB;

const isBefore = (a: StopGroup, atA: number, b: StopGroup, atB: number): boolean =>
  order(
    a.shares[atA] as number,
    a.slots[atA] as number,
    a.bits[atA] as number,
    b.shares[atB] as number,
    b.slots[atB] as number,
    b.bits[atB] as number,
  ) < 0;
