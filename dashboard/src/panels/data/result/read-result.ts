import { type DataType, type Field, type Table, Type, tableFromIPC } from "@uwdata/flechette";
import { typeName } from "./type-name.ts";

export type ResultColumn = {
  readonly name: string;
  readonly type: DataType;
  readonly typeName: string;
  /** What may be drawn, and how it is set: numbers to the right. */
  readonly kind: "number" | "time" | "text" | "other";
  /** As Arrow has it: whole numbers of 64 bits, decimals and times are bigint in their unit. */
  readonly at: (row: number) => unknown;
};

export type Result = {
  readonly table: Table;
  readonly columns: readonly ResultColumn[];
  readonly rows: number;
  readonly isWhole: boolean;
};

/** Nothing is rounded on the way: what is exact in the engine stays exact. */
export function readResult(messages: readonly Uint8Array[], isWhole: boolean): Result {
  const table = tableFromIPC([...messages], { useBigInt: true, useDecimalInt: true, useBigIntTimestamp: true });
  const columns = table.schema.fields.map((field, index) => describeColumn(field, table, index));
  return { table, columns, rows: table.numRows, isWhole };
}

function describeColumn({ name, type }: Field, table: Table, index: number): ResultColumn {
  const column = table.getChildAt(index);
  return { name, type, typeName: typeName(type), kind: kindOf(type), at: (row) => column.at(row) };
}

export function kindOf(type: DataType): ResultColumn["kind"] {
  switch (type.typeId) {
    case Type.Int:
    case Type.Float:
    case Type.Decimal:
      return "number";
    case Type.Timestamp:
    case Type.Date:
      return "time";
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
    case Type.Dictionary:
      return "text";
    default:
      return "other";
  }
}
