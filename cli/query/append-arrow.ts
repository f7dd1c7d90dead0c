import { readFileSync } from "node:fs";
import { type DuckDBConnection, DuckDBDataChunk, type DuckDBValue } from "@duckdb/node-api";
import { tableFromIPC } from "@uwdata/flechette";
import type { FolderManifest } from "../export/manifest.ts";
import { mappingOf } from "./field-types.ts";
import { QueryFault } from "./query-fault.ts";
import { quoteName } from "./quote.ts";

const rowsPerChunk = 2_048;

/** A table of a dataset's name with the rows of Arrow files or streams, one file after the other. */
export async function appendArrow(
  connection: DuckDBConnection,
  { dataset, fields }: FolderManifest,
  paths: readonly string[],
): Promise<void> {
  const columns = fields.map(({ name, type, nullable }) => {
    const mapping = mappingOf(type);
    if (mapping === undefined)
      throw new QueryFault(`${dataset}.${name} has the type ${type}, which a newer version wrote`);
    return { ...mapping, name, nullable };
  });
  const declared = columns.map(({ name, type }) => `${quoteName(name)} ${type}`);
  await connection.run(`create table ${quoteName(dataset)} (${declared.join(", ")})`);
  const appender = await connection.createAppender(dataset);
  const types = columns.map(({ type }) => type);
  for (const path of paths) {
    const table = tableFromIPC(readFileSync(path), { useDate: false, useDecimalInt: true, useBigInt: true });
    // A file that was written before a field was added has none of it.
    const children = columns.map(({ name }) => (table.names.includes(name) ? table.getChild(name) : null));
    for (let start = 0; start < table.numRows; start += rowsPerChunk) {
      const count = Math.min(rowsPerChunk, table.numRows - start);
      const chunk = DuckDBDataChunk.create(types, count);
      for (const [place, { convert }] of columns.entries()) {
        const values = Array.from({ length: count }, (_, row): DuckDBValue => {
          const value = children[place]?.get(start + row) ?? null;
          return value === null ? null : convert(value as never);
        });
        chunk.setColumnValues(place, values);
      }
      appender.appendDataChunk(chunk);
    }
  }
  appender.closeSync();
}
