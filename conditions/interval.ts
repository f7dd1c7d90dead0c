/** The values that a number can take while it is known: finite, between two bounds; an open bound is never reached. */
export type Interval = {
  readonly min: number;
  readonly max: number;
  readonly minOpen: boolean;
  readonly maxOpen: boolean;
};

export const everyNumber: Interval = { min: -Infinity, max: Infinity, minOpen: false, maxOpen: false };
export const atLeastZero: Interval = { ...everyNumber, min: 0 };
export const pointOf = (value: number): Interval => ({ min: value, max: value, minOpen: false, maxOpen: false });

export const isEmpty = ({ min, max, minOpen, maxOpen }: Interval): boolean =>
  min > max || (min === max && (minOpen || maxOpen));

export function intersect(a: Interval, b: Interval): Interval {
  return {
    min: Math.max(a.min, b.min),
    minOpen: a.min === b.min ? a.minOpen || b.minOpen : a.min > b.min ? a.minOpen : b.minOpen,
    max: Math.min(a.max, b.max),
    maxOpen: a.max === b.max ? a.maxOpen || b.maxOpen : a.max < b.max ? a.maxOpen : b.maxOpen,
  };
}

export const negate = (a: Interval): Interval => ({
  min: -a.max,
  max: -a.min,
  minOpen: a.maxOpen,
  maxOpen: a.minOpen,
});

/**
 * Rounding never reorders two results, so the rounded sums of the bounds bound the rounded sums. It can make an open
 * bound be reached (`5 + 1e-20` is 5), save at 0: a sum of doubles is 0 only where it is exactly 0.
 */
export function add(a: Interval, b: Interval): Interval {
  const min = a.min + b.min;
  const max = a.max + b.max;
  return bounded(min, max, min === 0 && (a.minOpen || b.minOpen), max === 0 && (a.maxOpen || b.maxOpen));
}

export const subtract = (a: Interval, b: Interval): Interval => add(a, negate(b));

/** Bounds of products are closed: a product of positive numbers can round to 0. */
export function multiply(a: Interval, b: Interval): Interval {
  return hull([a.min, a.max].flatMap((x) => [b.min, b.max].map((y) => (x === 0 || y === 0 ? 0 : x * y))));
}

/** Quotients by 0 are unknown, so that a divisor of one sign bounds the quotient even where its range begins at 0. */
export function divide(a: Interval, b: Interval): Interval {
  if (b.min < 0 && b.max > 0) return everyNumber;
  if (b.max <= 0) return b.min === 0 ? everyNumber : divide(negate(a), negate(b));
  return hull([a.min, a.max].flatMap((x) => [b.min, b.max].map((y) => dividePositive(x, y))));
}

/** The limit of `x / y` as `y` comes to its bound from inside the positive numbers. */
function dividePositive(x: number, y: number): number {
  if (x === 0 || y === Infinity) return 0;
  return y === 0 ? x * Infinity : x / y;
}

/**
 * Range of `a(T) / a(T−w) − 1`: what never changes its sign never falls by more than all of itself, and what is never 0
 * by less than all. (A fall by all but 1e-17 would round to −1; it is taken for never reached.)
 */
export function changeOf(a: Interval): Interval {
  if (a.max <= 0 && a.min < 0) return changeOf(negate(a));
  if (a.min < 0 || a.max === 0) return everyNumber;
  const ratioMin = a.max === Infinity ? 0 : a.min / a.max;
  const ratioMax = a.min === 0 ? Infinity : a.max / a.min;
  const isPositive = a.min > 0 || a.minOpen;
  return bounded(ratioMin - 1, ratioMax - 1, isPositive && ratioMin === 0, false);
}

function hull(corners: readonly number[]): Interval {
  return bounded(Math.min(...corners), Math.max(...corners), false, false);
}

/** A bound that overflowed or is not defined says nothing. */
function bounded(min: number, max: number, minOpen: boolean, maxOpen: boolean): Interval {
  const isLow = min < Infinity;
  const isHigh = max > -Infinity;
  return {
    min: isLow ? min + 0 : -Infinity,
    max: isHigh ? max + 0 : Infinity,
    minOpen: isLow && minOpen,
    maxOpen: isHigh && maxOpen,
  };
}
