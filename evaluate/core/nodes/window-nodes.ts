import { finite } from "./arithmetic-nodes.ts";
import { placeOf, type SignalNode, StatelessNode } from "./signal-node.ts";
import type { WindowMoments } from "./window-moments.ts";
import type { WindowRing } from "./window-ring.ts";

/** No data when fewer than half of `w / step` evaluations had a new sample: the least count that is enough. */
export type Enough = { readonly stepMs: number; readonly windowMs: number };
const isEnough = (count: number, { stepMs, windowMs }: Enough): boolean => count > 0 && count * 2 * stepMs >= windowMs;

export class MomentNode extends StatelessNode {
  readonly #aggregate: "sma" | "stddev" | "zscore";
  readonly #moments: WindowMoments;
  readonly #enough: Enough;

  constructor(aggregate: "sma" | "stddev" | "zscore", moments: WindowMoments, enough: Enough) {
    super();
    this.#aggregate = aggregate;
    this.#moments = moments;
    this.#enough = enough;
  }

  step(): void {
    const moments = this.#moments;
    const now = moments.ring.of.value;
    this.previous = this.value;
    this.value = !Number.isNaN(now) && isEnough(moments.count, this.#enough) ? finite(this.#read(now)) : Number.NaN;
    this.isTouched = moments.isTouched;
    this.sampleAtMs = moments.sampleAtMs;
  }

  #read(now: number): number {
    const { count, mean, squares } = this.#moments;
    if (this.#aggregate === "sma") return mean;
    const stddev = Math.sqrt(squares / count);
    if (this.#aggregate === "stddev") return stddev;
    return stddev <= 1e-12 * Math.abs(mean) ? Number.NaN : (now - mean) / stddev;
  }
}

/** Least or greatest sample of a window, by the same two blocks as `WindowMoments`. */
export class ExtremeNode implements SignalNode {
  value = Number.NaN;
  previous = Number.NaN;
  isTouched = false;
  sampleAtMs = Number.POSITIVE_INFINITY;
  readonly #sign: 1 | -1;
  readonly #ring: WindowRing;
  readonly #enough: Enough;
  /** Greatest `sign × sample` from a place to the end of the block before; count likewise. */
  readonly #end: Float64Array;
  readonly #endCount: Uint32Array;
  #beginning = Number.NEGATIVE_INFINITY;
  #beginningCount = 0;
  #hasEnd = false;

  constructor(aggregate: "min" | "max", ring: WindowRing, enough: Enough) {
    this.#sign = aggregate === "max" ? 1 : -1;
    this.#ring = ring;
    this.#enough = enough;
    this.#end = new Float64Array(ring.samples.length + 1).fill(Number.NEGATIVE_INFINITY);
    this.#endCount = new Uint32Array(ring.samples.length + 1);
  }

  step(tick: number): void {
    const { samples, of, isTouched, sampleAtMs } = this.#ring;
    const place = placeOf(tick, samples.length);
    if (place === 0 || !this.#hasEnd) this.#startBlock(place);
    this.#take(samples[place] as number);
    const count = this.#beginningCount + (this.#endCount[place + 1] as number);
    const extreme = Math.max(this.#beginning, this.#end[place + 1] as number);
    this.previous = this.value;
    this.value = !Number.isNaN(of.value) && isEnough(count, this.#enough) ? this.#sign * extreme : Number.NaN;
    this.isTouched = isTouched;
    this.sampleAtMs = sampleAtMs;
  }

  save(): Float64Array {
    return Float64Array.of(this.value);
  }

  restore(state: Float64Array): void {
    this.value = state[0] ?? Number.NaN;
    this.#hasEnd = false;
  }

  #startBlock(place: number): void {
    const { samples } = this.#ring;
    let extreme = Number.NEGATIVE_INFINITY;
    let count = 0;
    for (let at = samples.length - 1; at > place; at -= 1) {
      const sample = samples[at] as number;
      if (!Number.isNaN(sample)) {
        extreme = Math.max(extreme, this.#sign * sample);
        count += 1;
      }
      this.#end[at] = extreme;
      this.#endCount[at] = count;
    }
    this.#beginning = Number.NEGATIVE_INFINITY;
    this.#beginningCount = 0;
    for (let at = 0; at < place; at += 1) this.#take(samples[at] as number);
    this.#hasEnd = true;
  }

  #take(sample: number): void {
    if (Number.isNaN(sample)) return;
    this.#beginning = Math.max(this.#beginning, this.#sign * sample);
    this.#beginningCount += 1;
  }
}
