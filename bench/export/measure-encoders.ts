import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import {
  type DataType,
  dictionary,
  float64,
  int32,
  list,
  TimeUnit,
  tableFromArrays,
  tableToIPC,
  timestamp,
  utf8,
} from "@uwdata/flechette";
import type { Columns } from "../../analytics/exports/column-buffer.ts";
import type { FieldType } from "../../analytics/exports/dataset.ts";
import { publicDatasets } from "../../analytics/exports/datasets.ts";
import { encodeArrow } from "../../analytics/exports/encode-arrow.ts";
import { encodeParquet } from "../../analytics/exports/encode-parquet.ts";
import { makeRow } from "../evaluate/make-row.ts";
import { readInput, writeOutput } from "../evaluate/run-child.ts";
import { readMemoryMb } from "../ingest/process-usage.ts";
import type { Row } from "../measurement.ts";
import { samplePriceColumns } from "./sample-prices.ts";

export type EncoderInput = {
  readonly what: "arrow" | "parquet" | "flechette" | "duckdb";
  readonly rows: number;
  readonly rowsPerPart: number;
};
export type EncoderOutput = { readonly rowsPerSecond: number; readonly bytes: number; readonly peakMb: number };

const dataset = publicDatasets.prices;

/** Encodes rows part by part, as exports do, in a process of its own. Making the rows is not counted. */
async function measureEncoder({ what, rows, rowsPerPart }: EncoderInput): Promise<EncoderOutput> {
  const encode = what === "duckdb" ? await createDuckEncoder() : encoders[what];
  await encode(samplePriceColumns(0, Math.min(5_000, rows)));
  let [elapsedMs, bytes] = [0, 0];
  for (let done = 0; done < rows; done += rowsPerPart) {
    const columns = samplePriceColumns(done, Math.min(rowsPerPart, rows - done));
    // Collected between parts: the peak is what one part needs, not what V8 lets lie meanwhile.
    globalThis.gc?.();
    const made = await encode(columns);
    elapsedMs += made.elapsedMs;
    bytes += made.bytes;
  }
  const peakMb = process.platform === "linux" ? readMemoryMb(process.pid).peakMb : Number.NaN;
  return { rowsPerSecond: rows / (elapsedMs / 1_000), bytes, peakMb };
}

type Encoded = { readonly elapsedMs: number; readonly bytes: number };
type Encode = (columns: Columns) => Promise<Encoded>;

const timed =
  (run: (columns: Columns) => Uint8Array): Encode =>
  async (columns) => {
    const startMs = performance.now();
    const { length } = run(columns);
    return { elapsedMs: performance.now() - startMs, bytes: length };
  };

const types: Readonly<Partial<Record<FieldType, DataType>>> = {
  utf8: utf8(),
  dictionary: dictionary(utf8(), int32()),
  timestamp: timestamp(TimeUnit.MILLISECOND, "UTC"),
  float64: float64(),
  list: list(utf8()),
};

const encoders: Readonly<Record<"arrow" | "parquet" | "flechette", Encode>> = {
  arrow: timed((columns) => encodeArrow(dataset, columns)),
  parquet: timed((columns) => encodeParquet(dataset, columns, encodeArrow(dataset, columns))),
  flechette: timed((columns) => {
    const arrays = Object.fromEntries(dataset.fields.map(({ name }, place) => [name, columns.values[place] ?? []]));
    const own = Object.fromEntries(dataset.fields.map(({ name, type }) => [name, types[type] ?? utf8()]));
    return (
      tableToIPC(tableFromArrays(arrays as Record<string, unknown[]>, { types: own }), { format: "file" }) ??
      new Uint8Array()
    );
  }),
};

/** DuckDB's own writer over a table that it has already: Snappy, as ours. The copy into its table is not counted. */
async function createDuckEncoder(): Promise<Encode> {
  const folder = mkdtempSync(join(tmpdir(), "portent-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  return async (columns) => {
    const [from, to] = [join(folder, "from.parquet"), join(folder, "to.parquet")];
    writeFileSync(from, encodeParquet(dataset, columns, encodeArrow(dataset, columns)));
    await connection.run(`create or replace table rows as from '${from}'`);
    const startMs = performance.now();
    await connection.run(`copy rows to '${to}' (format parquet, compression snappy)`);
    return { elapsedMs: performance.now() - startMs, bytes: readFileSync(to).length };
  };
}

/** Rows of the suite from what the children measured of one number of rows. */
export function toRows(n: number, of: Readonly<Record<EncoderInput["what"], EncoderOutput>>): Row[] {
  const { arrow, parquet, flechette, duckdb } = of;
  const speed = (ours: EncoderOutput, format: string, name: string, peer: EncoderOutput): Row[] => [
    makeRow({ case: `export/rows-per-second@${format}`, n, value: ours.rowsPerSecond, unit: "rows/s" }),
    makeRow(
      { case: `export/rows-per-second@${format}`, n, value: peer.rowsPerSecond, unit: "rows/s" },
      { name, ours: ours.rowsPerSecond },
    ),
  ];
  const size = (ours: EncoderOutput, format: string, name: string, peer: EncoderOutput): Row[] => [
    makeRow({ case: `export/bytes-per-row@${format}`, n, value: ours.bytes / n, unit: "bytes" }),
    makeRow(
      { case: `export/bytes-per-row@${format}`, n, value: peer.bytes / n, unit: "bytes" },
      { name, ours: ours.bytes / n },
    ),
  ];
  const memory = (ours: EncoderOutput, format: string): Row[] =>
    Number.isNaN(ours.peakMb) ? [] : [makeRow({ case: `export/memory@${format}`, n, value: ours.peakMb, unit: "MB" })];
  return [
    ...speed(arrow, "arrow", "flechette", flechette),
    ...speed(parquet, "parquet", "duckdb", duckdb),
    ...size(arrow, "arrow", "flechette", flechette),
    ...size(parquet, "parquet", "duckdb", duckdb),
    ...memory(arrow, "arrow"),
    ...memory(parquet, "parquet"),
  ];
}

if (import.meta.main) writeOutput(await measureEncoder(readInput<EncoderInput>()));
