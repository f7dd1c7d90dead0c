import { tableFromIPC } from "@uwdata/flechette";
import type { Columns } from "./column-buffer.ts";
import type { Dataset, ExportValue } from "./dataset.ts";

/** The rows of an Arrow file that `encodeArrow` wrote for this dataset; whole numbers as numbers as far as these are exact. */
export function decodeArrow(dataset: Dataset, file: Uint8Array): Columns {
  const { rows, columns } = openArrow(dataset, file);
  return { rows, values: columns.map((read) => read()) };
}

/** Whether an Arrow file holds these very rows in this order. One column at a time is in memory. */
export function holdsRows(dataset: Dataset, file: Uint8Array, { rows, values }: Columns): boolean {
  const found = openArrow(dataset, file);
  return (
    found.rows === rows &&
    found.columns.every((read, place) => {
      const wanted = values[place] ?? [];
      return read().every((value, row) => isSame(value, wanted[row] ?? null));
    })
  );
}

function openArrow(dataset: Dataset, file: Uint8Array) {
  const table = tableFromIPC(file, { useDate: false, useDecimalInt: true, useBigInt: true });
  const columns = dataset.fields.map(({ name, type }) => () => {
    const column = Array.from(table.getChild(name) as Iterable<ExportValue>);
    return type === "int64" ? column.map(toExactNumber) : column;
  });
  return { rows: table.numRows, columns };
}

const toExactNumber = (value: ExportValue): ExportValue =>
  typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;

function isSame(a: ExportValue, b: ExportValue): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
  return a.length === b.length && a.every((each, place) => each === b[place]);
}
