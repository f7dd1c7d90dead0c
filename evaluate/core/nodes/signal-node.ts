/**
 * One derived signal: a number at each evaluation, computed once and shared by every trigger that mentions it. `step`
 * is called once per grid point, in the order of creation, so that a node's inputs have been stepped before it.
 */
export interface SignalNode {
  /** NaN: no data. */
  value: number;
  /** The value at the evaluation just before. */
  previous: number;
  /** Whether any signal in it has a new sample at this evaluation. It has one itself where its value is known, too. */
  isTouched: boolean;
  /** The oldest sample that the value rests on; Infinity for constants. */
  sampleAtMs: number;
  step(tick: number): void;
  /** State that cannot be computed from the next samples; null where there is none. */
  save(): Float64Array | null;
  /** Takes over what `save` gave. `tick` is the last evaluated one. */
  restore(state: Float64Array, tick: number): void;
}

/** A grid point's place in a ring of the last `length` points: points before 1970 have one, too. */
export const placeOf = (tick: number, length: number): number => {
  const place = tick % length;
  return place < 0 ? place + length : place;
};

/** A node without state of its own. */
export abstract class StatelessNode implements SignalNode {
  value = Number.NaN;
  previous = Number.NaN;
  isTouched = false;
  sampleAtMs = Number.POSITIVE_INFINITY;

  abstract step(tick: number): void;

  /** `previous` at the next evaluation is this value. */
  save(): Float64Array | null {
    return Float64Array.of(this.value);
  }

  restore(state: Float64Array, _tick: number): void {
    this.value = state[0] ?? Number.NaN;
  }
}
