import type { MarketRegime, RegimeReading } from "../../../contracts/cluster.ts";
import type { ReturnsOf } from "./describe-clusters.ts";
import { meanOffDiagonal, type SquareMatrix } from "./square-matrix.ts";

/** From these values on series are coupled, and moves large. */
export const regimeThresholds = { coupling: 0.5, activity: 1.5 };

/**
 * How all series move now. Coupling: the mean pairwise correlation, 0 for one series alone. Activity: root mean square over the series of
 * `Σ r / (σ √k)`, the sum of the known returns r among the newest `moveSteps` steps, k of them, against the standard deviation σ of
 * the window: about 1 when moves are as large as usual. Null where no series with a variance has a newest return.
 */
export function readRegime(
  correlation: SquareMatrix,
  variances: Float64Array,
  { returnsOf, moveSteps }: { readonly returnsOf: ReturnsOf; readonly moveSteps: number },
): RegimeReading | null {
  let squares = 0;
  let count = 0;
  for (const [item, variance] of variances.entries()) {
    const known = returnsOf(item)
      .subarray(-moveSteps)
      .filter((value) => !Number.isNaN(value));
    if (known.length === 0 || !(variance > 0)) continue;
    const move = known.reduce((sum, value) => sum + value, 0);
    squares += move ** 2 / (variance * known.length);
    count += 1;
  }
  if (count === 0) return null;
  const coupling = Math.min(1, Math.max(-1, meanOffDiagonal(correlation)));
  const activity = Math.sqrt(squares / count);
  return { regime: nameRegime(coupling, activity), coupling, activity };
}

function nameRegime(coupling: number, activity: number): MarketRegime {
  const isCoupled = coupling >= regimeThresholds.coupling;
  if (activity >= regimeThresholds.activity) return isCoupled ? "panic" : "active";
  return isCoupled ? "coupled" : "calm";
}
