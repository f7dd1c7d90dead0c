/**
 * Returns are kept as whole multiples of 2^-27 (7.5e-9). Their products are whole, so that sums of them are exact in 64 bits,
 * in whatever order they are made: nothing drifts, and what was added can be taken away without a trace.
 */
export const returnUnit = 2 ** -27;
/** Returns of this size and more do not fit: a price that changes 9 million fold between two bars. */
export const returnMax = 16;
/** Stands for "no return". No return has it. */
export const noReturn = -(2 ** 31);

/** In units, rounded; null where it is not a number or does not fit. */
export function toUnits(value: number): number | null {
  const units = Math.round(value / returnUnit);
  // Math.round answers −0 for small negative numbers.
  return Math.abs(units) < returnMax / returnUnit ? units + 0 : null;
}

/** NaN for "no return". */
export const fromUnits = (units: number): number => (units === noReturn ? Number.NaN : units * returnUnit);
