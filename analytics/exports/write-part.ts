import type { Columns } from "./column-buffer.ts";
import type { Dataset } from "./dataset.ts";
import { encodeArrow } from "./encode-arrow.ts";
import { encodeParquet } from "./encode-parquet.ts";
import { type ExportFormat, mediaTypes } from "./formats.ts";
import type { ExportFile } from "./manifest.ts";
import type { ObjectStore } from "./object-store.ts";
import { dataKeyOf, supersededKeyOf, type TimeRange } from "./part-keys.ts";
import type { Part } from "./parts.ts";
import { sha256Hex } from "./sha256.ts";

export type WriteDeps = {
  readonly archive: ObjectStore;
  readonly schemaHash: string;
  /** Files of the last snapshot by path: whatever is written over one of them is kept under its sum first. */
  readonly current: ReadonlyMap<string, ExportFile>;
};

/** Writes one part in every format. What is there already, byte for byte, is not written again. */
export async function writePart(
  dataset: Dataset,
  range: TimeRange,
  rows: { readonly columns: Columns; readonly versions: bigint },
  deps: WriteDeps,
): Promise<Part> {
  const { columns } = rows;
  const times = columns.values[dataset.fields.findIndex(({ name }) => name === dataset.timeField)] ?? [];
  const about = {
    fromMs: range.fromMs,
    toMs: range.toMs,
    rows: columns.rows,
    schemaHash: deps.schemaHash,
    firstRowMs: times[0] as number,
    lastRowMs: times[columns.rows - 1] as number,
    versions: rows.versions.toString(),
  };
  const arrow = encodeArrow(dataset, columns);
  const files = [
    await writeFile(dataset, "arrow", arrow, about, deps),
    await writeFile(dataset, "parquet", encodeParquet(dataset, columns, arrow), about, deps),
  ];
  return { ...about, files };
}

/** One file of a part, from its bytes. */
export async function writeFile(
  dataset: Dataset,
  format: ExportFormat,
  bytes: Uint8Array,
  about: Omit<Part, "files">,
  { archive, current }: WriteDeps,
): Promise<ExportFile> {
  const path = dataKeyOf(dataset.name, format, about);
  const sha256 = await sha256Hex(bytes);
  const old = current.get(path);
  if (old !== undefined && old.sha256 !== sha256) await supersede(archive, old);
  const head = await archive.head(path);
  if (head?.sha256 !== sha256) await archive.put(path, bytes, { contentType: mediaTypes[format], sha256 });
  return { path, format, ...about, byteSize: bytes.length, sha256 };
}

/** Keeps a file of the last snapshot for those who read the past. False where its bytes are gone already. */
export async function supersede(archive: ObjectStore, { path, sha256, format }: ExportFile): Promise<boolean> {
  const target = supersededKeyOf(sha256, format);
  if ((await archive.head(target))?.sha256 === sha256) return true;
  if ((await archive.head(path))?.sha256 !== sha256) return false;
  await archive.copy(path, target);
  return true;
}
