/** Which series stands where. A slot that its series has left goes to the next new one. */
export class SeriesSlots {
  readonly #slots = new Map<string, number>();
  readonly #free: number[] = [];
  /** Slots that were ever given. */
  length = 0;

  slotOf(series: string): number | undefined {
    return this.#slots.get(series);
  }

  take(series: string): number {
    const slot = this.#free.pop() ?? this.length++;
    this.#slots.set(series, slot);
    return slot;
  }

  /** Takes over what was given before; `length` slots, of which those without a series are free. */
  restore(slots: readonly (readonly [series: string, slot: number])[], length: number): void {
    for (const [series, slot] of slots) this.#slots.set(series, slot);
    const taken = new Set(this.#slots.values());
    this.length = length;
    for (let slot = length - 1; slot >= 0; slot -= 1) if (!taken.has(slot)) this.#free.push(slot);
  }

  release(series: string): void {
    const slot = this.#slots.get(series);
    if (slot === undefined) return;
    this.#slots.delete(series);
    this.#free.push(slot);
  }

  clear(): void {
    for (const series of [...this.#slots.keys()]) this.release(series);
  }

  get size(): number {
    return this.#slots.size;
  }

  entries(): IterableIterator<[series: string, slot: number]> {
    return this.#slots.entries();
  }
}
