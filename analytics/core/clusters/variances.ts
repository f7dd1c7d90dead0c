import type { SquareMatrix } from "./square-matrix.ts";

/** Sample variance (n − 1) of what is known of a series; 0 with fewer than two values. */
export function varianceOf(series: Float64Array): number {
  let count = 0;
  let sum = 0;
  for (const value of series) {
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
  }
  if (count < 2) return 0;
  const mean = sum / count;
  let squares = 0;
  for (const value of series) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  return squares / (count - 1);
}

/** `ρᵢⱼ σᵢ σⱼ`. */
export function covarianceOf({ size, values }: SquareMatrix, variances: Float64Array): SquareMatrix {
  const deviations = variances.map(Math.sqrt);
  return {
    size,
    values: values.map(
      (rho, at) => rho * (deviations[Math.floor(at / size)] as number) * (deviations[at % size] as number),
    ),
  };
}
