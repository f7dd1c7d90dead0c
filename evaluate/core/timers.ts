/** Which triggers to look at when a grid point comes. One look too many changes nothing, so nothing is ever called off. */
export class Timers {
  readonly #slots = new Map<number, number[]>();

  set(tick: number, slot: number): void {
    const slots = this.#slots.get(tick);
    if (slots === undefined) this.#slots.set(tick, [slot]);
    else slots.push(slot);
  }

  /** Those of this point; they are not given again. */
  take(tick: number): readonly number[] {
    const slots = this.#slots.get(tick);
    if (slots === undefined) return none;
    this.#slots.delete(tick);
    return slots;
  }
}

const none: readonly number[] = [];
