import { type ExportFormat, exportFormats } from "./formats.ts";
import type { ObjectStore } from "./object-store.ts";
import { dataPrefixOf, startOfDayMs } from "./part-keys.ts";
import { fileOf, type Part } from "./parts.ts";

export type ArchiveCheck = {
  /** Parts that lack formats: their files are not there, or are not what the snapshot says. */
  readonly broken: ReadonlyMap<Part, ReadonlySet<ExportFormat>>;
  /** All keys under the dataset's data prefixes. */
  readonly keys: readonly string[];
};

/**
 * Compares files with their snapshot: that they are there and their sizes by listing, and their sums, as the store has them, one by one
 * for the dates in `isInTurn`. A file without a sum counts as broken: nobody has checked what was put there.
 */
export async function findBroken(
  archive: Pick<ObjectStore, "list" | "head">,
  dataset: string,
  parts: readonly Part[],
  isInTurn: (dateMs: number) => boolean,
): Promise<ArchiveCheck> {
  const sizes = new Map<string, number>();
  for (const format of exportFormats) {
    for (const { key, byteSize } of await archive.list(dataPrefixOf(dataset, format))) sizes.set(key, byteSize);
  }
  const broken = new Map<Part, Set<ExportFormat>>();
  for (const part of parts) {
    for (const format of exportFormats) {
      const file = fileOf(part, format);
      const isListed = file !== undefined && sizes.get(file.path) === file.byteSize;
      if (isListed && !isInTurn(startOfDayMs(part.fromMs))) continue;
      if (isListed && (await archive.head(file.path))?.sha256 === file.sha256) continue;
      broken.set(part, (broken.get(part) ?? new Set()).add(format));
    }
  }
  return { broken, keys: [...sizes.keys()] };
}
