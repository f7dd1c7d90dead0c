/** A square matrix by rows: entry (row, column) is at `row · size + column`. */
export type SquareMatrix = { readonly size: number; readonly values: Float64Array };

/** The same as a list of rows, for output. */
export function rowsOf({ size, values }: SquareMatrix): number[][] {
  return Array.from({ length: size }, (_, row) => [...values.subarray(row * size, (row + 1) * size)]);
}

/** Mean of the entries above the diagonal of a symmetric matrix; 0 without any. */
export function meanOffDiagonal({ size, values }: SquareMatrix): number {
  let sum = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = row + 1; column < size; column += 1) sum += values[row * size + column] as number;
  }
  return size < 2 ? 0 : sum / ((size * (size - 1)) / 2);
}
