import { placeOf, type SignalNode } from "./signal-node.ts";
import type { WindowRing } from "./window-ring.ts";

/**
 * Count, mean and sum of squared deviations over a sliding window, without ever subtracting: what leaves the window was
 * never added. Time is cut into blocks of the window's length; a window is the end of one block (aggregated backwards
 * when the block is over) and the beginning of the next (aggregated as it comes), joined by Chan's formula. Amortised
 * constant cost, no drift, and a function of the window's samples and the grid alone: a restart gives the same bits.
 */
export class WindowMoments implements SignalNode {
  value = Number.NaN;
  previous = Number.NaN;
  isTouched = false;
  sampleAtMs = Number.POSITIVE_INFINITY;
  count = 0;
  mean = 0;
  squares = 0;
  readonly ring: WindowRing;
  readonly #endCount: Uint32Array;
  readonly #endMean: Float64Array;
  readonly #endSquares: Float64Array;
  #beginning = { count: 0, mean: 0, squares: 0 };
  #hasEnd = false;

  constructor(ring: WindowRing) {
    const { length } = ring.samples;
    this.ring = ring;
    this.#endCount = new Uint32Array(length + 1);
    this.#endMean = new Float64Array(length + 1);
    this.#endSquares = new Float64Array(length + 1);
  }

  step(tick: number): void {
    const { samples } = this.ring;
    const place = placeOf(tick, samples.length);
    if (place === 0 || !this.#hasEnd) this.#startBlock(place);
    add(this.#beginning, samples[place] as number);
    this.#join(place);
    this.isTouched = this.ring.isTouched;
    this.sampleAtMs = this.ring.sampleAtMs;
  }

  save(): null {
    return null;
  }

  /** The next step aggregates the ring anew. */
  restore(): void {
    this.#hasEnd = false;
  }

  #startBlock(place: number): void {
    const { samples } = this.ring;
    const end = { count: 0, mean: 0, squares: 0 };
    for (let at = samples.length - 1; at > place; at -= 1) {
      add(end, samples[at] as number);
      this.#endCount[at] = end.count;
      this.#endMean[at] = end.mean;
      this.#endSquares[at] = end.squares;
    }
    this.#beginning = { count: 0, mean: 0, squares: 0 };
    for (let at = 0; at < place; at += 1) add(this.#beginning, samples[at] as number);
    this.#hasEnd = true;
  }

  #join(place: number): void {
    const { count, mean, squares } = this.#beginning;
    const endCount = this.#endCount[place + 1] as number;
    if (endCount === 0) {
      this.count = count;
      this.mean = mean;
      this.squares = squares;
      return;
    }
    const endMean = this.#endMean[place + 1] as number;
    const delta = mean - endMean;
    this.count = count + endCount;
    this.mean = endMean + (delta * count) / this.count;
    this.squares = squares + (this.#endSquares[place + 1] as number) + (delta * delta * count * endCount) / this.count;
  }
}

type Moments = { count: number; mean: number; squares: number };

/** Welford's update. */
function add(moments: Moments, sample: number): void {
  if (Number.isNaN(sample)) return;
  const delta = sample - moments.mean;
  moments.count += 1;
  moments.mean += delta / moments.count;
  moments.squares += delta * (sample - moments.mean);
}
