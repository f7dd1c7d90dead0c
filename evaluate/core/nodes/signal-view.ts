import type { GridSample } from "../grid-sample.ts";
import { StatelessNode } from "./signal-node.ts";

/**
 * The present reading of one signal under one limit of age. Between samples the last one stays whole (value, low, high)
 * until its age exceeds the limit or its validity ends. A sample that is too old when it comes is no data either.
 */
export class SignalView {
  value = Number.NaN;
  low = Number.NaN;
  high = Number.NaN;
  sampleAtMs = Number.NEGATIVE_INFINITY;
  isTouched: boolean;
  readonly #ageMsMax: number | null;
  readonly #defaultAgeMsMax: number;
  #validUntilMs = Number.NEGATIVE_INFINITY;
  #held = { value: Number.NaN, low: Number.NaN, high: Number.NaN };

  /** `ageMsMax` null: a sample with a validity of its own lives as long as that says, others `defaultAgeMsMax`. */
  constructor(ageMsMax: number | null, defaultAgeMsMax: number) {
    this.#ageMsMax = ageMsMax;
    this.#defaultAgeMsMax = defaultAgeMsMax;
    this.isTouched = false;
  }

  get isKnown(): boolean {
    return !Number.isNaN(this.value);
  }

  step(atMs: number, sample: GridSample | undefined): void {
    const previous = this.value;
    // An older sample that comes late changes nothing, and one that repeats a time is not new.
    const isNew = sample !== undefined && sample.sampleAtMs > this.sampleAtMs;
    if (isNew) {
      const joins = sample.joinsPrevious && !Number.isNaN(previous);
      this.#held.value = sample.value;
      this.#held.low = joins && previous < sample.low ? previous : sample.low;
      this.#held.high = joins && previous > sample.high ? previous : sample.high;
      this.sampleAtMs = sample.sampleAtMs;
      this.#validUntilMs = sample.validUntilMs;
    }
    const isData = atMs - this.sampleAtMs <= this.#limitMs() && atMs <= this.#validUntilMs;
    this.isTouched = isData && isNew;
    this.value = isData ? this.#held.value : Number.NaN;
    this.low = isData ? this.#held.low : Number.NaN;
    this.high = isData ? this.#held.high : Number.NaN;
  }

  #limitMs(): number {
    if (this.#ageMsMax !== null) return this.#ageMsMax;
    return this.#validUntilMs === Number.POSITIVE_INFINITY ? this.#defaultAgeMsMax : Number.POSITIVE_INFINITY;
  }

  save(): readonly number[] {
    const { value, low, high } = this.#held;
    return [value, low, high, this.sampleAtMs, this.#validUntilMs, this.value];
  }

  restore(state: readonly number[]): void {
    const [value = 0, low = 0, high = 0, sampleAtMs = 0, validUntilMs = 0, present = Number.NaN] = state;
    this.#held = { value, low, high };
    this.sampleAtMs = sampleAtMs;
    this.#validUntilMs = validUntilMs;
    this.value = present;
    this.low = Number.isNaN(present) ? Number.NaN : low;
    this.high = Number.isNaN(present) ? Number.NaN : high;
  }
}

/** One field of a view as a number. */
export class SignalFieldNode extends StatelessNode {
  readonly #view: SignalView;
  readonly #field: "value" | "low" | "high";

  constructor(view: SignalView, field: "value" | "low" | "high") {
    super();
    this.#view = view;
    this.#field = field;
  }

  step(): void {
    const view = this.#view;
    this.previous = this.value;
    this.value = view[this.#field];
    this.isTouched = view.isTouched;
    this.sampleAtMs = view.sampleAtMs;
  }
}
