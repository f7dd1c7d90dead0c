import { finite } from "./arithmetic-nodes.ts";
import { placeOf, type SignalNode } from "./signal-node.ts";

/** `a(T) / a(T − w) − 1`, where `a(T − w)` is what the argument was at that evaluation. */
export class ChangeNode implements SignalNode {
  value = Number.NaN;
  previous = Number.NaN;
  isTouched = false;
  sampleAtMs = Number.POSITIVE_INFINITY;
  readonly #of: SignalNode;
  /** The argument at the last evaluations; a grid point's place is its number modulo the length. */
  readonly #past: Float64Array;

  constructor(of: SignalNode, ticks: number) {
    this.#of = of;
    this.#past = new Float64Array(ticks).fill(Number.NaN);
  }

  step(tick: number): void {
    const place = placeOf(tick, this.#past.length);
    const now = this.#of.value;
    this.previous = this.value;
    this.value = finite(now / (this.#past[place] as number) - 1);
    this.#past[place] = now;
    this.isTouched = this.#of.isTouched;
    this.sampleAtMs = this.#of.sampleAtMs;
  }

  save(): Float64Array {
    const state = new Float64Array(this.#past.length + 1);
    state[0] = this.value;
    state.set(this.#past, 1);
    return state;
  }

  restore(state: Float64Array): void {
    this.value = state[0] ?? Number.NaN;
    this.#past.set(state.subarray(1));
  }
}
