import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { streamStart } from "./arrow-stream.ts";
import type { Columns } from "./column-buffer.ts";
import { type Dataset, type DatasetField, metadataOf } from "./dataset.ts";
import { parquetSchemaOf } from "./parquet-schema.ts";

const rowsPerGroup = 50_000;

/**
 * Columns as a Parquet file, compressed with Snappy: the same rows give the same bytes. `arrow` is the same part as an Arrow file: its
 * schema goes along, so that Arrow readers find units, descriptions and dictionaries here, too. Needs at least one row.
 */
export function encodeParquet(dataset: Dataset, columns: Columns, arrow: Uint8Array): Uint8Array {
  if (columns.rows === 0) throw new RangeError("an export part needs a row");
  const units = dataset.fields.map(({ name, unit, description }) => [name, { unit, description }]);
  const metadata = { ...metadataOf(dataset), fields: JSON.stringify(Object.fromEntries(units)) };
  const writer = new ByteWriter(1 << 20);
  const parquet = new ParquetWriter({
    writer,
    schema: parquetSchemaOf(dataset),
    kvMetadata: [
      ...Object.entries(metadata).map(([key, value]) => ({ key, value })),
      { key: "ARROW:schema", value: schemaTextOf(arrow) },
    ],
    createdBy: "portent",
  });
  const columnData = dataset.fields.map((field, index) => ({
    name: field.name,
    data: valuesOf(field, columns.values[index] ?? []),
    columnIndex: field.name === dataset.timeField,
  }));
  // Nothing here waits: the writer's promise belongs to writers that flush.
  void parquet.write({ columnData, rowGroupSize: rowsPerGroup });
  void parquet.finish();
  return writer.getBytes();
}

const valuesOf = ({ type }: DatasetField, values: Columns["values"][number]): unknown[] =>
  type === "int64" ? values.map((value) => (value === null ? null : BigInt(value as number))) : [...values];

/** The first message of the file, which is the schema: a marker, a length, and so many bytes. In base64, as Arrow readers look for it. */
function schemaTextOf(arrow: Uint8Array): string {
  const size = new DataView(arrow.buffer, arrow.byteOffset).getInt32(streamStart + 4, true);
  return btoa(String.fromCharCode(...arrow.subarray(streamStart, streamStart + 8 + size)));
}
