import type { Dataset } from "./dataset.ts";
import { encodeParquet } from "./encode-parquet.ts";
import type { ExportFormat } from "./formats.ts";
import { supersededKeyOf } from "./part-keys.ts";
import { fileOf, type Part } from "./parts.ts";
import { readPart } from "./read-part.ts";
import { type WriteDeps, writeFile } from "./write-part.ts";

/**
 * What is left of a part whose rows the store no longer has. A file whose bytes were kept aside is put back; broken Parquet is made again
 * from the Arrow file; any other broken file is dropped. Null where nothing is left.
 */
export async function salvagePart(
  dataset: Dataset,
  part: Part,
  broken: ReadonlySet<ExportFormat>,
  deps: WriteDeps,
): Promise<Part | null> {
  const { archive, schemaHash } = deps;
  const lost = new Set(broken);
  for (const { path, format, sha256 } of part.files.filter(({ format }) => broken.has(format))) {
    const kept = supersededKeyOf(sha256, format);
    if ((await archive.head(kept))?.sha256 !== sha256) continue;
    await archive.copy(kept, path);
    lost.delete(format);
  }
  const files = part.files.filter(({ format }) => !lost.has(format));
  const found = lost.has("parquet") && !lost.has("arrow") ? await readPart(dataset, part, archive, schemaHash) : null;
  if (found !== null) {
    const parquet = encodeParquet(dataset, found.columns, found.arrow);
    const { files: _, ...about } = part;
    files.push(await writeFile(dataset, "parquet", parquet, about, deps));
  }
  return files.length === 0 ? null : { ...part, files };
}

/** Files of a part that its salvaged successor lacks. */
export const lostFiles = (part: Part, left: Part | null) =>
  part.files.filter(({ format }) => left === null || fileOf(left, format) === undefined);
