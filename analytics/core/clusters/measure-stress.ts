/** Fewer earlier moves than this say nothing of how unusual the present one is. */
export const earlierMovesMin = 20;

/**
 * How unusual the newest move of a group of series is: the share of its earlier moves of the same length whose size was smaller. Its return at
 * a step is the mean of those members that have one; a move is the sum over `moveSteps` steps, one ending at each step of
 * the window. Steps and moves at which nothing is known do not count. Null with fewer than 20 earlier moves, or without a newest one.
 */
export function measureStress(members: Iterable<Float64Array>, moveSteps: number): number | null {
  const moves = rollingSums(meanReturns(members), moveSteps);
  const newest = Math.abs(moves.at(-1) ?? Number.NaN);
  const earlier = moves.subarray(0, -1).filter((move) => Number.isFinite(move));
  if (!Number.isFinite(newest) || earlier.length < earlierMovesMin) return null;
  let smaller = 0;
  for (const move of earlier) if (Math.abs(move) < newest) smaller += 1;
  return smaller / earlier.length;
}

/** Mean of the known returns at each step; NaN where none is known. */
function meanReturns(members: Iterable<Float64Array>): Float64Array {
  let sums = new Float64Array();
  let counts = new Int32Array();
  for (const returns of members) {
    if (sums.length === 0) {
      sums = new Float64Array(returns.length);
      counts = new Int32Array(returns.length);
    }
    for (let step = 0; step < returns.length; step += 1) {
      const value = returns[step] as number;
      if (Number.isNaN(value)) continue;
      sums[step] = (sums[step] as number) + value;
      counts[step] = (counts[step] as number) + 1;
    }
  }
  return sums.map((sum, step) => sum / (counts[step] as number));
}

/** The sum of what is known of the `length` values that end at each place, each summed afresh; NaN where nothing is. */
function rollingSums(values: Float64Array, length: number): Float64Array {
  const sums = new Float64Array(Math.max(0, values.length - length + 1));
  const filled = values.map((value) => (Number.isNaN(value) ? 0 : value));
  let missing = 0;
  for (let at = 0; at < values.length; at += 1) {
    if (Number.isNaN(values[at] as number)) missing += 1;
    if (at >= length && Number.isNaN(values[at - length] as number)) missing -= 1;
    const start = at - length + 1;
    if (start < 0) continue;
    let sum = 0;
    for (let step = start; step <= at; step += 1) sum += filled[step] as number;
    sums[start] = missing === length ? Number.NaN : sum;
  }
  return sums;
}
