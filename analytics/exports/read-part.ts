import type { Columns } from "./column-buffer.ts";
import type { Dataset } from "./dataset.ts";
import { decodeArrow } from "./decode-arrow.ts";
import type { ObjectStore } from "./object-store.ts";
import { fileOf, type Part } from "./parts.ts";
import { sha256Hex } from "./sha256.ts";

/** A part's rows from its Arrow file, with the bytes; null where that is not what the snapshot says, or has other fields. */
export async function readPart(
  dataset: Dataset,
  part: Part,
  archive: Pick<ObjectStore, "get">,
  schemaHash: string,
): Promise<{ readonly columns: Columns; readonly arrow: Uint8Array } | null> {
  const file = fileOf(part, "arrow");
  if (file === undefined || file.schemaHash !== schemaHash) return null;
  const bytes = (await archive.get(file.path))?.bytes;
  if (bytes === undefined || (await sha256Hex(bytes)) !== file.sha256) return null;
  return { columns: decodeArrow(dataset, bytes), arrow: bytes };
}
