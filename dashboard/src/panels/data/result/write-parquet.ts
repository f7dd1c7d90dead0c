import { Type } from "@uwdata/flechette";
import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import { formatCell } from "./format-cell.ts";
import type { Result, ResultColumn } from "./read-result.ts";

type Leaf = Omit<SchemaElement, "name">;
type Encoding = { readonly leaf: Leaf; readonly value: (value: unknown) => unknown };

const text: Leaf = { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } };
const units = ["MILLIS", "MILLIS", "MICROS", "NANOS"] as const;

/** The result as Parquet with Snappy. Whole numbers, decimals and times keep every digit; what Parquet has no plain type for is text. */
export async function writeParquet({ columns, rows }: Pick<Result, "columns" | "rows">): Promise<Uint8Array> {
  const encodings = columns.map(encodingOf);
  const writer = new ByteWriter(1 << 20);
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: "root", num_children: columns.length },
      ...columns.map(({ name }, index) => ({
        ...{ name, repetition_type: "OPTIONAL" as const },
        ...(encodings[index]?.leaf ?? text),
      })),
    ],
    createdBy: "portent",
  });
  const columnData = columns.map(({ name, at }, index) => ({
    name,
    data: Array.from({ length: rows }, (_, row) => {
      const value = at(row);
      return value === null || value === undefined ? null : encodings[index]?.value(value);
    }),
  }));
  await parquet.write({ columnData, rowGroupSize: 50_000 });
  await parquet.finish();
  return writer.getBytes();
}

function encodingOf({ type }: ResultColumn): Encoding {
  switch (type.typeId) {
    case Type.Int:
      if (type.bitWidth < 32 || (type.bitWidth === 32 && type.signed))
        return { leaf: { type: "INT32" }, value: Number };
      // Unsigned numbers of 64 bits do not fit into signed ones.
      if (type.bitWidth === 64 && !type.signed) return decimal(20, 0);
      return { leaf: { type: "INT64" }, value: (value) => BigInt(value as bigint | number) };
    case Type.Float:
      return { leaf: { type: "DOUBLE" }, value: Number };
    case Type.Bool:
      return { leaf: { type: "BOOLEAN" }, value: Boolean };
    case Type.Decimal:
      return decimal(type.precision, type.scale);
    case Type.Date:
      return {
        leaf: { type: "INT32", converted_type: "DATE", logical_type: { type: "DATE" } },
        value: (value) => Math.floor(Number(value) / 86_400_000),
      };
    case Type.Timestamp: {
      const unit = units[type.unit] ?? "MILLIS";
      const factor = type.unit === 0 ? 1_000n : 1n;
      return {
        // Without the logical type readers take times for local ones.
        leaf: { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit } },
        value: (value) => BigInt(value as bigint) * factor,
      };
    }
    default:
      return { leaf: text, value: (value) => formatCell(type, value) };
  }
}

const decimal = (precision: number, scale: number): Encoding => ({
  leaf: {
    type: "FIXED_LEN_BYTE_ARRAY",
    type_length: 16,
    converted_type: "DECIMAL",
    logical_type: { type: "DECIMAL", precision, scale },
    precision,
    scale,
  },
  value: (value) => BigInt(value as bigint | number),
});
