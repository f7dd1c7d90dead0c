import { placeOf, type SignalNode } from "./signal-node.ts";

/**
 * The new samples of the last `length` evaluations, NaN where an evaluation had none. A grid point's place is its
 * number modulo the length, so that blocks of the window's length begin at the same points whenever one starts.
 */
export class WindowRing implements SignalNode {
  value = Number.NaN;
  previous = Number.NaN;
  isTouched = false;
  sampleAtMs = Number.POSITIVE_INFINITY;
  readonly of: SignalNode;
  readonly samples: Float64Array;

  constructor(of: SignalNode, ticks: number) {
    this.of = of;
    this.samples = new Float64Array(ticks).fill(Number.NaN);
  }

  step(tick: number): void {
    const { of, samples } = this;
    samples[placeOf(tick, samples.length)] = of.isTouched ? of.value : Number.NaN;
    this.isTouched = of.isTouched;
    this.sampleAtMs = of.sampleAtMs;
  }

  save(): Float64Array {
    return this.samples.slice();
  }

  restore(state: Float64Array): void {
    this.samples.set(state);
  }
}
