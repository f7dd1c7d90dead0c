import { type Columns, concatColumns } from "./column-buffer.ts";
import type { Dataset } from "./dataset.ts";
import { holdsRows } from "./decode-arrow.ts";
import { fileOf, type Part } from "./parts.ts";
import { readPart } from "./read-part.ts";
import { type WriteDeps, writePart } from "./write-part.ts";

/**
 * Neighbouring parts as one, with the same rows in the same order, from their Arrow files: the store may no longer have them. Undefined
 * where one of them cannot be read: the next check finds that. Throws where the new part's rows are not the old ones'.
 */
export async function compactParts(
  dataset: Dataset,
  parts: readonly Part[],
  deps: WriteDeps,
): Promise<Part | undefined> {
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const blocks: Columns[] = [];
  for (const part of parts) {
    const found = await readPart(dataset, part, deps.archive, deps.schemaHash);
    if (found === null) return undefined;
    blocks.push(found.columns);
  }
  const columns = concatColumns(blocks.splice(0));
  const versions = parts.reduce((sum, part) => sum + BigInt(part.versions), 0n);
  const merged = await writePart(dataset, { fromMs: first.fromMs, toMs: last.toMs }, { columns, versions }, deps);
  const written = await deps.archive.get(fileOf(merged, "arrow")?.path ?? "");
  if (written === null || !holdsRows(dataset, written.bytes, columns)) {
    throw new Error(`${dataset.name}: compaction of ${first.fromMs} to ${last.toMs} has changed rows`);
  }
  return merged;
}
