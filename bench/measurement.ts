/** One row of a suite. `ratio` is `value / peer's value` of the same run: below 1 is better for times and sizes. */
export type Row = {
  readonly case: string;
  readonly n: number;
  readonly value: number;
  readonly unit: string;
  readonly peer: string | null;
  readonly ratio: number | null;
};

/** A suite measures and says what it is doing on the way. */
export type Suite = (say: (line: string) => void) => Promise<readonly Row[]>;
