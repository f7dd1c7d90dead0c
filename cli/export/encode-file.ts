import { streamOf } from "../../analytics/exports/arrow-stream.ts";
import type { Columns } from "../../analytics/exports/column-buffer.ts";
import type { Dataset } from "../../analytics/exports/dataset.ts";
import { encodeArrow } from "../../analytics/exports/encode-arrow.ts";
import { encodeParquet } from "../../analytics/exports/encode-parquet.ts";
import type { DatasetFolder, Placed } from "./dataset-folder.ts";
import type { Range } from "./open-dataset.ts";
import type { Format } from "./read-options.ts";

/** Writes rows as the file of a range, by the encoders that the instance writes by. */
export async function encodeFile(
  dataset: Dataset,
  columns: Columns,
  { fromMs, toMs }: Range,
  format: Format,
  folder: DatasetFolder,
): Promise<Omit<Placed, "schemaHash">> {
  const arrow = encodeArrow(dataset, columns);
  const bytes =
    format === "parquet" ? encodeParquet(dataset, columns, arrow) : format === "arrows" ? streamOf(arrow) : arrow;
  const path = folder.pathOf({ fromMs, toMs });
  return { path, rows: columns.rows, byteSize: bytes.length, fromMs, toMs, ...(await folder.place(path, bytes)) };
}
