/**
 * What cascades are learned from, wherever it is reckoned: anew from returns, or kept from bar to bar.
 * A return counts only where the price changed in its own bar and in the one before (`measure-ages.ts` tells why).
 */
export type LagStatistics = {
  /** Accepted series by code point: their order in every matrix. */
  readonly series: readonly string[];
  readonly barMs: number;
  /** Steps of the window; a return is at each, or none. */
  readonly steps: number;
  readonly lagsMax: number;
  /**
   * Fills both row-major n × n buffers. At `[from * n + to]` stand the Pearson correlation of the return of `from` at t − lag with
   * that of `to` at t, over all t at which both are known, and their number. Lag 0 is the plain correlation, with ones on
   * the diagonal. Not defined: 0 and 0. Never NaN.
   */
  readonly fillLag: (lag: number, correlations: Float64Array, counts: Int32Array) => void;
  /** Fills `into` (as long as `steps`) with the returns of a series; NaN where there is none. */
  readonly fillReturns: (index: number, into: Float64Array) => void;
  /**
   * How long before each grid point (one more than `steps`) the price of a series had last changed.
   * Null: prices are as new as the grid.
   */
  readonly agesMs: (index: number) => Float64Array | null;
};
