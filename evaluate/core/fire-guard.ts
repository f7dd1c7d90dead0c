/** A trigger that would fire more than `fires` times within `windowMs` disables itself. */
export type Guard = { readonly fires: number; readonly windowMs: number };

/** Counts how often triggers fired of late. One that fires seldom is remembered by its own last fire alone. */
export class FireGuard {
  readonly #firesMax: number;
  readonly #windowTicks: number;
  /** Of triggers that fired more than once within the guard's time: the points at which they did. */
  readonly #recent = new Map<number, number[]>();

  constructor(guard: Guard | null, cadenceMs: number) {
    this.#firesMax = guard?.fires ?? Number.POSITIVE_INFINITY;
    this.#windowTicks = (guard?.windowMs ?? 0) / cadenceMs;
  }

  /** Whether a fire at `tick` would be one too many. `lastFired` is 0 where it has never fired, `epoch` how often it has. */
  forbids(slot: number, lastFired: number, epoch: number, tick: number): boolean {
    if (epoch < this.#firesMax || !this.#isRecent(lastFired, tick)) return false;
    const fired = this.#recent.get(slot);
    if (fired === undefined) return this.#firesMax <= 1;
    while (fired.length > 0 && !this.#isRecent(fired[0] as number, tick)) fired.shift();
    return fired.length >= this.#firesMax;
  }

  /** Called before a fire is taken in. */
  remember(slot: number, lastFired: number, tick: number): void {
    if (this.#firesMax === Number.POSITIVE_INFINITY) return;
    const fired = this.#recent.get(slot);
    if (!this.#isRecent(lastFired, tick)) {
      if (fired !== undefined) this.#recent.delete(slot);
    } else if (fired === undefined) this.#recent.set(slot, [lastFired, tick]);
    else fired.push(tick);
  }

  forget(slot: number): void {
    this.#recent.delete(slot);
  }

  save(): [slot: number, ticks: readonly number[]][] {
    return [...this.#recent];
  }

  restore(state: readonly (readonly [number, readonly number[]])[]): void {
    for (const [slot, ticks] of state) this.#recent.set(slot, [...ticks]);
  }

  #isRecent(fired: number, tick: number): boolean {
    return fired !== 0 && tick - fired < this.#windowTicks;
  }
}
