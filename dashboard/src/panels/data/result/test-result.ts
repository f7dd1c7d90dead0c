import { columnFromArray, type DataType, field, Table, tableToIPC } from "@uwdata/flechette";
import { readResult } from "./read-result.ts";

/** A result of these columns, by way of the bytes that an engine would send. */
export function resultOf(columns: Readonly<Record<string, readonly [DataType, readonly unknown[]]>>, isWhole = true) {
  const entries = Object.entries(columns);
  const schema = { fields: entries.map(([name, [type]]) => field(name, type)), metadata: null, endianness: 0 as const };
  const table = new Table(
    schema,
    entries.map(([, [type, values]]) => columnFromArray([...values], type)),
  );
  const bytes = tableToIPC(table, { format: "stream" });
  if (bytes === null) throw new Error("no bytes");
  return readResult([bytes], isWhole);
}
