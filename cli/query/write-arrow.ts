import {
  DuckDBDecimalType,
  type DuckDBDecimalValue,
  DuckDBListType,
  type DuckDBListValue,
  type DuckDBTimestampTZValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from "@duckdb/node-api";
import {
  field as arrowField,
  bool,
  columnFromArray,
  type DataType,
  decimal128,
  Endianness,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  list,
  Table,
  TimeUnit,
  tableToIPC,
  timestamp,
  uint8,
  uint16,
  uint32,
  uint64,
  utf8,
  Version,
} from "@uwdata/flechette";
import type { Sink } from "./sink.ts";
import { toText } from "./to-plain.ts";
import type { Writer } from "./writer.ts";

type Mapping = {
  readonly type: () => DataType;
  /** What columns are built as, where flechette's builder of the type itself would round: the bytes are the same. */
  readonly builtAs?: () => DataType;
  readonly convert: (value: DuckDBValue) => unknown;
};

const asIs = (value: DuckDBValue): unknown => value;

const numbers: Readonly<Partial<Record<DuckDBTypeId, () => DataType>>> = {
  [DuckDBTypeId.BOOLEAN]: bool,
  [DuckDBTypeId.TINYINT]: int8,
  [DuckDBTypeId.SMALLINT]: int16,
  [DuckDBTypeId.INTEGER]: int32,
  [DuckDBTypeId.BIGINT]: int64,
  [DuckDBTypeId.UTINYINT]: uint8,
  [DuckDBTypeId.USMALLINT]: uint16,
  [DuckDBTypeId.UINTEGER]: uint32,
  [DuckDBTypeId.UBIGINT]: uint64,
  [DuckDBTypeId.FLOAT]: float32,
  [DuckDBTypeId.DOUBLE]: float64,
  [DuckDBTypeId.VARCHAR]: utf8,
};

/** Arrow's type for one of DuckDB's; what Arrow's writer has none for (structs, dates, 128-bit integers and others) is a text. */
function mappingOf(type: DuckDBType): Mapping {
  const same = numbers[type.typeId];
  if (same !== undefined) return { type: same, convert: asIs };
  if (type.typeId === DuckDBTypeId.TIMESTAMP_TZ) {
    const unit = () => timestamp(TimeUnit.MICROSECOND, "UTC");
    return { type: unit, builtAs: int64, convert: (value) => (value as DuckDBTimestampTZValue).micros };
  }
  if (type instanceof DuckDBDecimalType) {
    return { type: () => decimal128(type.width, type.scale), convert: (value) => (value as DuckDBDecimalValue).value };
  }
  if (type instanceof DuckDBListType) {
    const items = mappingOf(type.valueType);
    return {
      type: () => list(arrowField("item", items.type(), true)),
      builtAs: () => list(arrowField("item", (items.builtAs ?? items.type)(), true)),
      convert: (value) => (value as DuckDBListValue).items.map((item) => (item === null ? null : items.convert(item))),
    };
  }
  return { type: utf8, convert: (value) => toText(value, type) };
}

/** After a schema come record batches, then the end marker of 8 bytes. */
const endMarkerSize = 8;
const rowsPerBatch = 65_536;

/** An Arrow IPC stream, batch by batch: the batches of several streams with one schema, with one schema before them. */
export function arrowWriter(sink: Sink, names: readonly string[], types: readonly DuckDBType[]): Writer {
  const mappings = types.map(mappingOf);
  const fields = mappings.map(({ type }, place) => arrowField(names[place] ?? "", type(), true));
  const encode = (rows: readonly (readonly DuckDBValue[])[]): Uint8Array => {
    const children = mappings.map(({ type, builtAs = type, convert }, place) => {
      const values = rows.map((row) => {
        const value = row[place] ?? null;
        return value === null ? null : convert(value);
      });
      return columnFromArray(values, builtAs());
    });
    const schema = { version: Version.V5, endianness: Endianness.Little, fields, metadata: new Map() };
    const bytes = tableToIPC(new Table(schema, children), { format: "stream" });
    if (bytes === null) throw new Error("the Arrow encoder returned no bytes");
    return bytes;
  };
  const empty = encode([]);
  // A marker, a length, and so many bytes: the schema.
  const schemaSize = 8 + new DataView(empty.buffer, empty.byteOffset).getInt32(4, true);
  sink.write(empty.subarray(0, schemaSize));
  let waiting: (readonly DuckDBValue[])[] = [];
  const flush = () => {
    if (waiting.length > 0) sink.write(encode(waiting).subarray(schemaSize, -endMarkerSize));
    waiting = [];
  };
  return {
    rows(rows) {
      for (const row of rows) waiting.push(row);
      if (waiting.length >= rowsPerBatch) flush();
    },
    end() {
      flush();
      sink.write(empty.subarray(-endMarkerSize));
    },
  };
}
