/** A series and how many steps before the follower's return it is read. Standardised returns; NaN where there is none. */
export type Lead = { readonly values: Float64Array; readonly lag: number };

export type AlignedLead = {
  /** The leader's return, the follower's, and the leader's at the same step as the follower's: centred, rows in common. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly mirrorY: Float64Array;
  /** Centred: the follower's own past first, then the market's, then what else is given. */
  readonly controls: readonly Float64Array[];
  /** The follower's step of each row. */
  readonly steps: Int32Array;
};

export type MarketSums = { readonly sums: Float64Array; readonly counts: Float64Array };

/**
 * The rows at which the leader's and the follower's returns, and all that is held constant, are known. `market` is null where
 * fewer than two other series exist.
 */
export function alignLead(
  from: Lead,
  to: Float64Array,
  market: MarketSums | null,
  others: readonly Lead[],
): AlignedLead {
  const steps = findRows(from, to, market, others);
  const read = (values: Float64Array, lag: number): Float64Array => {
    const column = new Float64Array(steps.length);
    for (let row = 0; row < steps.length; row += 1) column[row] = values[(steps[row] as number) - lag] as number;
    return column;
  };
  const [x, past] = [read(from.values, from.lag), read(to, from.lag)];
  const controls = [past];
  if (market !== null) {
    const [sums, counts] = [read(market.sums, from.lag), read(market.counts, from.lag)];
    for (let row = 0; row < steps.length; row += 1) {
      sums[row] = ((sums[row] as number) - (x[row] as number) - (past[row] as number)) / ((counts[row] as number) - 2);
    }
    controls.push(sums);
  }
  for (const other of others) controls.push(read(other.values, other.lag));
  return {
    x: centre(x),
    y: centre(read(to, 0)),
    mirrorY: centre(read(from.values, 0)),
    controls: controls.map(centre),
    steps,
  };
}

/** The follower's steps at which nothing that is needed is missing. */
function findRows(from: Lead, to: Float64Array, market: MarketSums | null, others: readonly Lead[]): Int32Array {
  const { values, lag } = from;
  const steps = new Int32Array(to.length);
  let count = 0;
  for (let step = Math.max(lag, ...others.map((other) => other.lag)); step < to.length; step += 1) {
    const past = step - lag;
    // NaN in any of them is NaN in the sum.
    let sum = (values[past] as number) + (to[step] as number) + (to[past] as number) + (values[step] as number);
    for (const other of others) sum += other.values[step - other.lag] as number;
    if (Number.isNaN(sum) || (market !== null && (market.counts[past] as number) < 4)) continue;
    steps[count] = step;
    count += 1;
  }
  return steps.subarray(0, count);
}

function centre(column: Float64Array): Float64Array {
  let sum = 0;
  for (const value of column) sum += value;
  const mean = column.length === 0 ? 0 : sum / column.length;
  for (let row = 0; row < column.length; row += 1) column[row] = (column[row] as number) - mean;
  return column;
}
