import type { SignalNode } from "./signal-node.ts";

/** Exponential moving average with `α = 2 / (n + 1)`, seeded with the first new sample, held where there is none. */
export class EmaNode implements SignalNode {
  value = Number.NaN;
  previous = Number.NaN;
  isTouched = false;
  sampleAtMs = Number.POSITIVE_INFINITY;
  readonly #of: SignalNode;
  readonly #alpha: number;
  #average = Number.NaN;

  /** `n` is the window in steps of the argument. */
  constructor(of: SignalNode, n: number) {
    this.#of = of;
    this.#alpha = 2 / (n + 1);
  }

  step(): void {
    const now = this.#of.value;
    if (this.#of.isTouched && !Number.isNaN(now)) {
      const average = this.#average;
      this.#average = Number.isNaN(average) ? now : average + this.#alpha * (now - average);
    }
    this.previous = this.value;
    this.value = Number.isNaN(now) ? Number.NaN : this.#average;
    this.isTouched = this.#of.isTouched;
    this.sampleAtMs = this.#of.sampleAtMs;
  }

  save(): Float64Array {
    return Float64Array.of(this.value, this.#average);
  }

  restore(state: Float64Array): void {
    this.value = state[0] ?? Number.NaN;
    this.#average = state[1] ?? Number.NaN;
  }
}
