/** One row of a suite. `ratio` is `value / peer's value` of the same run: below 1 is better for times and sizes. */
export type Row = {
  readonly case: string;
  readonly n: number;
  readonly value: number;
  readonly unit: string;
  readonly peer: string | null;
  readonly ratio: number | null;
};

/** `isQuick`: a smoke test, smaller and with fewer repeats. */
export type SuiteOptions = { readonly isQuick: boolean };

/** A suite measures and says what it is doing on the way. */
export type Suite = (say: (line: string) => void, options: SuiteOptions) => Promise<readonly Row[]>;

export type Judgement = { readonly target: string; readonly isMet: boolean };

/** Whether a row reaches its target; null where it has none. */
export type Judge = (row: Row, rows: readonly Row[]) => Judgement | null;
