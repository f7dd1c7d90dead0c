import type { Columns } from "../../analytics/exports/column-buffer.ts";
import type { Dataset } from "../../analytics/exports/dataset.ts";
import type { Range } from "./open-dataset.ts";

/** The rows whose event time lies in a range. Rows are in the order of that time. */
export function clipColumns(dataset: Dataset, { values }: Columns, { fromMs, toMs }: Range): Columns {
  const times = values[dataset.fields.findIndex(({ name }) => name === dataset.timeField)] ?? [];
  const start = findFrom(times as readonly number[], fromMs);
  const end = findFrom(times as readonly number[], toMs);
  return { rows: end - start, values: values.map((column) => column.slice(start, end)) };
}

/** The first row at or after a moment. */
function findFrom(times: readonly number[], atMs: number): number {
  const found = times.findIndex((time) => time >= atMs);
  return found === -1 ? times.length : found;
}
