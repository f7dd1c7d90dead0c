import { storedRows } from "../../analytics/exports/export-rows.ts";
import type { CliStore } from "../open-store.ts";
import { openStore } from "../open-store.ts";
import type { Streams } from "../streams.ts";
import { ExportFault } from "./export-fault.ts";
import { openInstanceDataset } from "./instance-parts.ts";
import type { OpenDataset, Range } from "./open-dataset.ts";
import { defaultUrl, type ExportOptions, readExportOptions } from "./read-options.ts";
import { type DatasetReport, formatBytes, formatCount, runExport } from "./run-export.ts";
import { openStoreDataset } from "./store-parts.ts";
import { openVaultDataset } from "./vault-parts.ts";

const help = `Usage: portent export --dataset D [--from T] [--to T] [--format parquet|arrow|arrows] [--out DIR]
                      [--url URL [--version N | --as-of T]] | [--database-url URL]
                      [--vault 0x… --token T]

Writes a dataset's rows into a folder of files, one or more per UTC date, which pyarrow, polars, DuckDB and portent query read:
DIR/<dataset>/date=YYYY-MM-DD/part-….parquet, and DIR/_manifests/<dataset>.json with rows, fields and checksums, which is written last.
docs/datasets.md lists datasets and fields, docs/reading-exports.md how to read them.

  --dataset D         prices, signals, events, factors, markets, clusters, cascade_edges, pipeline_runs; all; with --vault casts or fires
  --from T, --to T    from ≤ event time < to, to the millisecond: 2021-05-19, 2021-05-19T06:00Z or milliseconds; default: everything
  --format F          parquet (default); arrow: Arrow IPC files; arrows: Arrow IPC streams
  --out DIR           default: exports
  --url URL           a running instance (default: ${defaultUrl}): files of its latest snapshot, checked by their sums
  --version N         an older snapshot, by its number
  --as-of T           the snapshot that was the newest then
  --database-url URL  the store instead: rows as they are now. Default without --url: DATABASE_URL, where that is set
  --vault 0x…         the vault that casts and fires are of
  --token T           a view token of that vault, as an owner grants it

The folder of a dataset holds what was last asked for: parts with other ranges or formats are removed. A download that was cut goes on
where it was, files that are whole are kept, and what is damaged is written again: after a failure, run the same command again.

Exit code 0: the folder is whole, with no rows where there are none. 2: it is not, and the last line says why.`;

/** `nowMs`: the wall clock's moment. */
export async function runExportCommand(
  args: readonly string[],
  { out, err }: Streams,
  env: Readonly<Record<string, string | undefined>>,
  nowMs = Date.now(),
): Promise<number> {
  const read = readExportOptions(args, env);
  if (!read.ok) {
    err(`portent export: ${oneLine(read.error.message)}`);
    return 2;
  }
  if (read.value === null) {
    out(`${help}\n`);
    return 0;
  }
  let store: CliStore | null = null;
  try {
    const { from, ...options } = read.value;
    if (from.kind === "store") {
      const opened = await openStore(env, from.databaseUrl);
      if (!opened.ok) throw new ExportFault(opened.error.message);
      store = opened.value;
    }
    const reports: DatasetReport[] = [];
    for (const [name, open] of listOpeners(read.value, store, nowMs)) {
      reports.push(await runExport(name, await open(), options, err));
    }
    for (const report of reports) out(`${describe(report)}\n`);
    if (reports.length > 1) out(`all: ${describeSums(reports)}\n`);
    return 0;
  } catch (cause) {
    err(`portent export: ${oneLine(cause instanceof Error ? cause.message : String(cause))}`);
    return 2;
  } finally {
    await store?.close();
  }
}

function listOpeners(
  { datasets, vaultDatasets, format, fromMs, toMs, from, vault }: ExportOptions,
  store: CliStore | null,
  nowMs: number,
): readonly (readonly [name: string, open: () => Promise<OpenDataset>])[] {
  const range: Range = { fromMs: fromMs ?? 0, toMs: toMs ?? Number.MAX_SAFE_INTEGER };
  const open = (name: ExportOptions["datasets"][number]) =>
    from.kind === "instance"
      ? openInstanceDataset(from.url, name, from.past, format, range)
      : openStoreDataset(storedRows((store as CliStore).reader), name, format, range, nowMs);
  const openOwn = (name: ExportOptions["vaultDatasets"][number]) => {
    if (from.kind !== "instance" || vault === null) throw new ExportFault(`${name} come from the vault itself`);
    return openVaultDataset(from.url, name, vault, format, range);
  };
  return [
    ...datasets.map((name) => [name, () => open(name)] as const),
    ...vaultDatasets.map((name) => [name, () => openOwn(name)] as const),
  ];
}

function describe({ dataset, source, ...report }: DatasetReport): string {
  const of =
    source.kind === "store"
      ? "the store"
      : source.kind === "vault"
        ? `vault ${source.address}`
        : source.version === null
          ? "no snapshot yet"
          : `snapshot ${source.version}`;
  const details = [
    report.kept > 0 ? `${report.kept} kept` : "",
    report.resumed > 0 ? `${report.resumed} resumed` : "",
    report.removed > 0 ? `${formatCount(report.removed, "file")} of an earlier export removed` : "",
  ].filter(Boolean);
  const rest = report.rows === 0 ? "nothing there: 0 rows" : describeSums([report]);
  return `${dataset}: ${rest} (${[of, ...details].join(", ")})`;
}

function describeSums(reports: readonly Pick<DatasetReport, "files" | "rows" | "bytes">[]): string {
  const sum = (of: "files" | "rows" | "bytes") => reports.reduce((total, report) => total + report[of], 0);
  return `${formatCount(sum("files"), "file")}, ${formatCount(sum("rows"), "row")}, ${formatBytes(sum("bytes"))}`;
}

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ").trim();
