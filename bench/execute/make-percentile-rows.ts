import { makeRow } from "../evaluate/make-row.ts";
import type { Row } from "../measurement.ts";
import { percentileOf } from "./percentile.ts";

/** Two rows: `n` is the percentile. */
export const makePercentileRows = (name: string, times: readonly number[]): Row[] =>
  [50, 99].map((n) => makeRow({ case: name, n, value: percentileOf(times, n), unit: "ms" }));
