import type { SquareMatrix } from "./square-matrix.ts";

/**
 * Distances of all pairs of items once, as scipy condenses them: (0, 1), (0, 2), …, (1, 2), …
 * `values` has `size (size − 1) / 2` finite entries.
 */
export type Distances = { readonly size: number; readonly values: Float64Array };

/** Mantegna's distance `√(2(1 − ρ))`: 0 for ρ = 1, 2 for ρ = −1. */
export const distanceOf = (correlation: number): number => Math.sqrt(2 * (1 - correlation));

/** Where the condensed form holds the pair `low < high`. */
export const pairIndex = (size: number, low: number, high: number): number =>
  low * size - (low * (low + 1)) / 2 + (high - low - 1);

export const distanceAt = ({ size, values }: Distances, a: number, b: number): number =>
  a === b ? 0 : (values[a < b ? pairIndex(size, a, b) : pairIndex(size, b, a)] as number);

/** The distances of all pairs of a correlation matrix. */
export function distancesOf({ size, values }: SquareMatrix): Distances {
  const condensed = new Float64Array((size * (size - 1)) / 2);
  let at = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = row + 1; column < size; column += 1) {
      condensed[at] = distanceOf(values[row * size + column] as number);
      at += 1;
    }
  }
  return { size, values: condensed };
}
