import { type DataType, Table, Type, tableToIPC } from "@uwdata/flechette";
import type { Result } from "./read-result.ts";

/** The result as an Arrow IPC file. Plain times of the console are UTC, and the file says so. */
export function writeArrow({ table }: Pick<Result, "table">): Uint8Array {
  const fields = table.schema.fields.map((field) => ({ ...field, type: inUtc(field.type) }));
  const bytes = tableToIPC(new Table({ ...table.schema, fields }, table.children), { format: "file" });
  if (bytes === null) throw new Error("the Arrow encoder returned no bytes");
  return bytes;
}

const inUtc = (type: DataType): DataType => (type.typeId === Type.Timestamp ? { ...type, timezone: "UTC" } : type);
