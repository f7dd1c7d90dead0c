import { err, ok, type Result } from "../../../../../contracts/result.ts";
import type { Host } from "../../../host/panel.ts";
import type { DatasetAnswer, ExportFile } from "../catalogue/answers.ts";
import type { Engine } from "./start-engine.ts";
import { streamInFile } from "./stream-in-file.ts";
import { arrivals, createTableSql, dropTableSql, insertArrivalsSql } from "./table-sql.ts";

/** Puts files of a dataset into its table, one after the other. `onProgress` hears how many bytes have arrived. */
export async function loadDataset(
  engine: Engine,
  host: Pick<Host, "loadBytes">,
  { dataset, fields }: DatasetAnswer,
  files: readonly ExportFile[],
  onProgress: (loaded: number) => void,
): Promise<Result<number, string>> {
  const { db, connection } = engine;
  await db.runQuery(connection, createTableSql(dataset, fields));
  let loaded = 0;
  for (const file of files) {
    const bytes = await host.loadBytes(file.href, (part) => onProgress(loaded + part));
    if (!bytes.ok) return err(`${file.path}: ${bytes.error.detail}`);
    const sum = await sha256Hex(bytes.value);
    if (sum !== null && sum !== file.sha256) return err(`${file.path} arrived damaged: its SHA-256 is ${sum}.`);
    const stream = streamInFile(bytes.value);
    if (stream === null) return err(`${file.path} is no Arrow file.`);
    loaded += file.byteSize;
    await db.insertArrowFromIPCStream(connection, stream, { name: arrivals, create: true });
    await db.runQuery(connection, insertArrivalsSql(dataset, fields));
    await db.runQuery(connection, dropTableSql(arrivals));
  }
  return ok(files.reduce((rows, file) => rows + file.rows, 0));
}

/** Null where the browser computes none: it does so over https, and on this machine. */
async function sha256Hex(bytes: Uint8Array): Promise<string | null> {
  if (!window.isSecureContext) return null;
  const sum = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
