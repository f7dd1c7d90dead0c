import { parseArgs } from "node:util";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault } from "../arguments.ts";
import type { FolderManifest } from "../export/manifest.ts";
import type { Streams } from "../streams.ts";
import { describeError } from "./describe-error.ts";
import { describeSchema } from "./describe-schema.ts";
import { loadManifests } from "./load-manifests.ts";
import { openData } from "./open-data.ts";
import { runQuery } from "./run-query.ts";
import { fileSink, type Sink, textSink } from "./sink.ts";
import { arrowWriter } from "./write-arrow.ts";
import { csvWriter, jsonWriter, tableWriter } from "./write-text.ts";
import type { WriterFactory } from "./writer.ts";

const help = `Usage: portent query "SELECT …" [--data DIR] [--format table|csv|json|arrow] [--out FILE] [--limit N]
       portent query --schema [--data DIR]

SQL over what portent export has written, by DuckDB: each dataset is a table by its name. It reads these files and nothing else.

  portent query "select asset, max(high_usd) as high from prices group by asset order by high desc"
  portent query "from prices where window_end >= '2021-05-19T12:00Z' limit 5"

  --data DIR     the folder (default: exports)
  --format F     table (default); csv: null is an empty cell, an empty text is ""; json: an array of objects; arrow: an IPC stream
  --out FILE     default: standard output; arrow needs one
  --limit N      at most so many rows (default: 100 in a table, else all)
  --schema       the datasets with their fields, types, units and descriptions

Moments are UTC. Decimals, and whole numbers beyond 2^53, are digits: texts in JSON, never floats. Datasets exported as Arrow are read
into memory first; those exported as Parquet are not. Rows and time go to standard error.

Exit code 0: answered. 2: it was not, and one line says why.`;

const options = {
  data: { type: "string" },
  format: { type: "string" },
  out: { type: "string" },
  limit: { type: "string" },
  schema: { type: "boolean" },
  help: { type: "boolean" },
} as const;

const writers: Readonly<Record<string, WriterFactory>> = {
  table: tableWriter,
  csv: csvWriter,
  json: jsonWriter,
  arrow: arrowWriter,
};
const tableRowsMax = 100;

type Input = {
  readonly kind: "help" | "schema" | "query";
  readonly sql: string;
  readonly folder: string;
  readonly createWriter: WriterFactory;
  readonly path: string | undefined;
  readonly limit: number;
};

export async function runQueryCommand(args: readonly string[], { out, err }: Streams): Promise<number> {
  const input = readInput(args);
  const refuse = (message: string) => {
    err(`portent query: ${message}`);
    return 2;
  };
  if (!input.ok) return refuse(input.error.message);
  const { kind, folder } = input.value;
  if (kind === "help") {
    out(`${help}\n`);
    return 0;
  }
  const manifests = loadManifests(folder);
  if (!manifests.ok) return refuse(manifests.error.message);
  if (kind === "schema") {
    out(`${describeSchema(manifests.value)}\n`);
    return 0;
  }
  try {
    err(await answer(input.value, manifests.value, out));
    return 0;
  } catch (cause) {
    const names = manifests.value.flatMap(({ dataset, fields }) => [dataset, ...fields.map(({ name }) => name)]);
    return refuse(describeError(cause, input.value.sql, names));
  }
}

async function answer(
  { sql, folder, createWriter, path, limit }: Input,
  manifests: readonly FolderManifest[],
  out: (text: string) => void,
): Promise<string> {
  const startMs = performance.now();
  const data = await openData(folder, manifests, sql);
  let sink: Sink | undefined;
  try {
    // A file is begun once the query runs: one that is refused touches nothing.
    const { rows, hasMore } = await runQuery(data.connection, sql, limit, (...made) => {
      sink = path === undefined ? textSink(out) : fileSink(path);
      return createWriter(sink, ...made);
    });
    sink?.end();
    const elapsed = `${(performance.now() - startMs).toFixed(0)} ms`;
    const rest = hasMore ? "; there are more: --limit N" : "";
    return `${rows.toLocaleString("en")} row${rows === 1 ? "" : "s"} in ${elapsed}${rest}`;
  } catch (cause) {
    sink?.drop();
    throw cause;
  } finally {
    data.close();
  }
}

function readInput(args: readonly string[]): Result<Input, Fault> {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    return fault(cause instanceof Error ? cause.message : String(cause));
  }
  const { data = "exports", format = "table", out: path, limit, schema, help: isHelp } = parsed.values;
  const [sql = "", ...more] = parsed.positionals;
  const kind = isHelp === true ? "help" : schema === true ? "schema" : "query";
  const createWriter = writers[format];
  if (createWriter === undefined)
    return fault(`--format: expected ${Object.keys(writers).join(", ")}, not ${JSON.stringify(format)}`);
  if (kind === "query" && sql.trim() === "") return fault('give a query, such as portent query "from prices limit 5"');
  if (more.length > 0) return fault(`one query at a time, in quotation marks; there is also ${more.join(" ")}`);
  if (format === "arrow" && path === undefined) return fault("--format arrow is bytes: name a file by --out");
  if (limit !== undefined && !/^[1-9]\d{0,14}$/.test(limit)) {
    return fault(`--limit: expected a number of rows, not ${JSON.stringify(limit)}`);
  }
  const rows = limit === undefined ? (format === "table" ? tableRowsMax : Number.MAX_SAFE_INTEGER) : Number(limit);
  return ok({ kind, sql, folder: data, createWriter, path, limit: rows });
}
