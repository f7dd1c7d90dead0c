import type { TickSeries, TimeRange } from "../tick-series.ts";
import { encodePrices } from "./encode-prices.ts";
import { ExportManifest, sha256Hex } from "./manifest.ts";
import type { ObjectStore } from "./object-store.ts";
import { dataKeyOf, dataPrefixOf, manifestKeyOf, parseDataKey, splitByDate, startOfDayMs } from "./part-keys.ts";
import { planNewParts, planRepairs, type StoredPart } from "./plan-parts.ts";
import { hashPricesSchema, pricesDataset } from "./prices-schema.ts";

export type ExportDeps = {
  readonly series: Pick<TickSeries, "history" | "countRows" | "firstWindowMs">;
  readonly archive: ObjectStore;
  /** Name and version of the writer, for the manifest. */
  readonly writtenBy: string;
};

async function readStoredParts(archive: ObjectStore, range: TimeRange): Promise<StoredPart[]> {
  const parts: StoredPart[] = [];
  for (const day of splitByDate(range)) {
    for (const key of await archive.list(dataPrefixOf(pricesDataset, day.fromMs))) {
      const stored = parseDataKey(key);
      if (stored === undefined) continue;
      const manifest = await archive.get(manifestKeyOf(pricesDataset, stored));
      const rows = manifest === null ? null : ExportManifest.parse(JSON.parse(new TextDecoder().decode(manifest))).rows;
      parts.push({ range: stored, rows });
    }
  }
  return parts;
}

/** Data first, then the manifest: a part that is listed is whole. Undefined where the range has no rows. */
async function writePart(range: TimeRange, deps: ExportDeps): Promise<ExportManifest | undefined> {
  const columns = await deps.series.history(range);
  const rows = columns.windowEndMs.length;
  if (rows === 0) return undefined;
  const bytes = encodePrices(columns);
  const manifest: ExportManifest = {
    dataset: pricesDataset,
    path: dataKeyOf(pricesDataset, range),
    mediaType: "application/vnd.apache.arrow.stream",
    rows,
    byteSize: bytes.byteLength,
    sha256: await sha256Hex(bytes),
    schemaHash: await hashPricesSchema(),
    fromMs: range.fromMs,
    toMs: range.toMs,
    firstRowMs: columns.windowEndMs[0] as number,
    lastRowMs: columns.windowEndMs[rows - 1] as number,
    writtenBy: deps.writtenBy,
  };
  await deps.archive.put(manifest.path, bytes, manifest.mediaType);
  await deps.archive.put(
    manifestKeyOf(pricesDataset, range),
    `${JSON.stringify(manifest, null, 2)}\n`,
    "application/json",
  );
  return manifest;
}

/**
 * Writes every kept row before `toMs` that no part holds yet: the rows since the previous export, or the whole history
 * the first time, one part per UTC date; and repairs parts that are unfinished or have gained rows. Parts never
 * overlap, so readers may take all files together. Running it again writes nothing, or the same bytes again.
 * Returns the parts written, oldest first.
 */
export async function exportPrices(toMs: number, deps: ExportDeps): Promise<ExportManifest[]> {
  const firstMs = await deps.series.firstWindowMs();
  if (firstMs === null || firstMs >= toMs) return [];
  // From midnight on, so that the part's name does not hang on which tick came first.
  const range = { fromMs: startOfDayMs(firstMs), toMs };
  const stored = await readStoredParts(deps.archive, range);
  const knownRows = await deps.series.countRows(stored.map((part) => part.range));
  const ranges = [
    ...planRepairs(stored, knownRows),
    ...planNewParts(
      range,
      stored.map((part) => part.range),
    ),
  ];
  const written: ExportManifest[] = [];
  for (const part of ranges.sort((a, b) => a.fromMs - b.fromMs)) {
    const manifest = await writePart(part, deps);
    if (manifest !== undefined) written.push(manifest);
  }
  return written;
}
