import { placeOf, type SignalNode } from "./signal-node.ts";

/** Events of the last `length` evaluations. None is a count of zero, not a lack of data. */
export class EventCountNode implements SignalNode {
  value = Number.NaN;
  previous = Number.NaN;
  isTouched = false;
  sampleAtMs = Number.POSITIVE_INFINITY;
  readonly filter: string;
  readonly #past: Float64Array;
  #arrived = 0;
  #count = 0;

  constructor(filter: string, ticks: number) {
    this.filter = filter;
    this.#past = new Float64Array(ticks);
  }

  /** Whether it counts samples of this signal. */
  counts(key: string): boolean {
    if (!key.startsWith("event.")) return false;
    const name = key.slice("event.".length);
    return this.filter === "*" || name === this.filter || name.startsWith(`${this.filter}.`);
  }

  /** Called before `step`, once per signal that it counts. */
  take(count: number, sampleAtMs: number): void {
    this.#arrived += count;
    this.sampleAtMs = sampleAtMs;
  }

  /** Events of one signal at a point before the first evaluated one. */
  prime(count: number, tick: number, firstTick: number): void {
    if (tick <= firstTick - this.#past.length) return;
    const place = placeOf(tick, this.#past.length);
    this.#past[place] = (this.#past[place] as number) + count;
    this.#count += count;
  }

  step(tick: number): void {
    const place = placeOf(tick, this.#past.length);
    this.previous = this.value;
    this.#count += this.#arrived - (this.#past[place] as number);
    this.value = this.#count;
    this.#past[place] = this.#arrived;
    this.isTouched = this.#arrived > 0;
    this.#arrived = 0;
  }

  save(): Float64Array {
    const state = new Float64Array(this.#past.length + 3);
    state[0] = this.value;
    state[1] = this.sampleAtMs;
    state[2] = this.#count;
    state.set(this.#past, 3);
    return state;
  }

  restore(state: Float64Array): void {
    this.value = state[0] ?? Number.NaN;
    this.#count = state[2] ?? 0;
    this.sampleAtMs = state[1] ?? Number.POSITIVE_INFINITY;
    this.#past.set(state.subarray(3));
  }
}
