import {
  field as arrowField,
  bool,
  type Column,
  columnFromArray,
  type DataType,
  decimal128,
  dictionary,
  Endianness,
  float64,
  int32,
  int64,
  list,
  Table,
  TimeUnit,
  tableToIPC,
  timestamp,
  utf8,
  Version,
} from "@uwdata/flechette";
import type { Columns } from "./column-buffer.ts";
import { type Dataset, type FieldType, metadataOf } from "./dataset.ts";

const arrowTypes: Readonly<Record<FieldType, () => DataType>> = {
  utf8,
  dictionary: () => dictionary(utf8(), int32()),
  timestamp: () => timestamp(TimeUnit.MILLISECOND, "UTC"),
  float64,
  int64,
  decimal38: () => decimal128(38, 0),
  bool,
  // Readers of Parquet call the items of a list `element`.
  list: () => list(arrowField("element", utf8(), false)),
};

/**
 * Columns as an Arrow IPC file in one record batch: the same rows give the same bytes. The table is built by hand, because flechette's
 * helpers leave no room for metadata. Needs at least one row.
 */
export function encodeArrow(dataset: Dataset, columns: Columns): Uint8Array {
  if (columns.rows === 0) throw new RangeError("an export part needs a row");
  const children: Column<unknown>[] = [];
  const fields = dataset.fields.map(({ name, type, isNullable, unit, description }, index) => {
    const column = columnFromArray(columns.values[index] as unknown[], arrowTypes[type]());
    children.push(column);
    return arrowField(name, column.type, isNullable, new Map(Object.entries({ unit, description })));
  });
  const metadata = new Map(Object.entries(metadataOf(dataset)));
  const schema = { version: Version.V5, endianness: Endianness.Little, fields, metadata };
  const bytes = tableToIPC(new Table(schema, children), { format: "file" });
  if (bytes === null) throw new Error("the Arrow encoder returned no bytes");
  return bytes;
}
