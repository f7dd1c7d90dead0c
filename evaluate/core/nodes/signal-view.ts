import type { GridSample } from "../grid-sample.ts";
import { type SignalNode, StatelessNode } from "./signal-node.ts";

/**
 * The present reading of one signal under one limit of age, and the node of its value. Between samples the last one stays
 * whole (value, low, high) until its age exceeds the limit or its validity ends. A sample that is too old when it comes
 * is no data either. The graph steps it before all other nodes.
 */
export class SignalView implements SignalNode {
  value = Number.NaN;
  previous = Number.NaN;
  low = Number.NaN;
  high = Number.NaN;
  isTouched: boolean;
  sampleAtMs = Number.NEGATIVE_INFINITY;
  /** The point to which it was stepped last, as its time. */
  steppedAtMs = Number.NEGATIVE_INFINITY;
  readonly #ageMsMax: number | null;
  readonly #defaultAgeMsMax: number;
  /** The last moment at which the held sample is data. */
  #dataUntilMs = Number.NEGATIVE_INFINITY;
  #heldValue = Number.NaN;
  #heldLow = Number.NaN;
  #heldHigh = Number.NaN;

  /** `ageMsMax` null: a sample with a validity of its own lives as long as that says, others `defaultAgeMsMax`. */
  constructor(ageMsMax: number | null, defaultAgeMsMax: number) {
    this.#ageMsMax = ageMsMax;
    this.#defaultAgeMsMax = defaultAgeMsMax;
    this.isTouched = false;
  }

  get isKnown(): boolean {
    return !Number.isNaN(this.value);
  }

  /** Steps to a point of the grid, given as its time, at which a sample came. */
  take(atMs: number, sample: GridSample): void {
    // An older sample that comes late changes nothing, and one that repeats a time is not new.
    const isNew = sample.sampleAtMs > this.sampleAtMs;
    if (isNew) this.#hold(sample, this.value);
    this.step(atMs);
    this.isTouched = isNew && !Number.isNaN(this.value);
  }

  /** Steps to a point at which none came. */
  step(atMs: number): void {
    this.steppedAtMs = atMs;
    this.previous = this.value;
    this.isTouched = false;
    if (atMs <= this.#dataUntilMs) {
      this.value = this.#heldValue;
      this.low = this.#heldLow;
      this.high = this.#heldHigh;
    } else {
      this.value = Number.NaN;
      this.low = Number.NaN;
      this.high = Number.NaN;
    }
  }

  #hold(sample: GridSample, previous: number): void {
    const { value, low, high, sampleAtMs, validUntilMs, joinsPrevious } = sample;
    const joins = joinsPrevious && !Number.isNaN(previous);
    this.#heldValue = value;
    this.#heldLow = joins && previous < low ? previous : low;
    this.#heldHigh = joins && previous > high ? previous : high;
    this.sampleAtMs = sampleAtMs;
    const ageMsMax =
      this.#ageMsMax ?? (validUntilMs === Number.POSITIVE_INFINITY ? this.#defaultAgeMsMax : Number.POSITIVE_INFINITY);
    this.#dataUntilMs = Math.min(sampleAtMs + ageMsMax, validUntilMs);
  }

  save(): Float64Array {
    return Float64Array.of(
      this.value,
      this.#heldValue,
      this.#heldLow,
      this.#heldHigh,
      this.sampleAtMs,
      this.#dataUntilMs,
    );
  }

  restore(state: Float64Array): void {
    const [present = 0, value = 0, low = 0, high = 0, sampleAtMs = 0, dataUntilMs = 0] = state;
    this.#heldValue = value;
    this.#heldLow = low;
    this.#heldHigh = high;
    this.sampleAtMs = sampleAtMs;
    this.#dataUntilMs = dataUntilMs;
    this.value = present;
    this.low = Number.isNaN(present) ? Number.NaN : low;
    this.high = Number.isNaN(present) ? Number.NaN : high;
  }
}

/** Low or high of a view as a number. */
export class SignalRangeNode extends StatelessNode {
  readonly #view: SignalView;
  readonly #field: "low" | "high";

  constructor(view: SignalView, field: "low" | "high") {
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
