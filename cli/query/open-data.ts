import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { FolderManifest } from "../export/manifest.ts";
import { appendArrow } from "./append-arrow.ts";
import { mappingOf } from "./field-types.ts";
import { locateFiles } from "./load-manifests.ts";
import { QueryFault } from "./query-fault.ts";
import { quoteName, quotePath, quoteText } from "./quote.ts";

export type OpenData = { readonly connection: DuckDBConnection; close(): void };

/**
 * A DuckDB in memory with the datasets that a query mentions under their names: Parquet files as views, Arrow files as tables. After
 * that it reads these files and nothing else: no other file, no extension, no network, no setting.
 */
export async function openData(folder: string, manifests: readonly FolderManifest[], sql: string): Promise<OpenData> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  const close = () => {
    connection.closeSync();
    instance.closeSync();
  };
  try {
    await connection.run("set timezone = 'UTC'");
    const text = sql.toLowerCase();
    const paths: string[] = [];
    for (const manifest of manifests.filter(({ dataset }) => text.includes(dataset))) {
      const located = locateFiles(folder, manifest);
      if (!located.ok) throw new QueryFault(located.error.message);
      if (manifest.format !== "parquet" || manifest.files.length === 0) {
        await appendArrow(connection, manifest, located.value);
        continue;
      }
      paths.push(...located.value);
      await createView(connection, manifest, located.value);
    }
    // Judged as it is written in the view, and again as the file that is meant.
    const allowed = [...paths.map(quoteText), ...paths.map(quotePath)];
    await connection.run(`set allowed_paths = [${allowed.join(", ")}]`);
    await connection.run("set enable_external_access = false");
    await connection.run("set errors_as_json = true");
    await connection.run("set lock_configuration = true");
    return { connection, close };
  } catch (cause) {
    close();
    throw cause;
  }
}

/** Fields in the order of the manifest, also where some files were written before one was added. */
async function createView(
  connection: DuckDBConnection,
  { dataset, fields, files }: FolderManifest,
  paths: readonly string[],
) {
  const isMixed = new Set(files.map(({ schemaHash }) => schemaHash)).size > 1;
  const source = `read_parquet([${paths.map(quotePath).join(", ")}], hive_partitioning = false, union_by_name = ${isMixed})`;
  const found = (await connection.run(`from ${source} limit 0`)).columnNames();
  const columns = fields.map(({ name, type }) =>
    found.includes(name) ? quoteName(name) : `null::${mappingOf(type)?.type ?? "varchar"} as ${quoteName(name)}`,
  );
  await connection.run(`create view ${quoteName(dataset)} as select ${columns.join(", ")} from ${source}`);
}
