import type { Dataset } from "./dataset.ts";
import type { PublicDatasetName } from "./datasets.ts";
import type { ExportRows } from "./export-rows.ts";
import type { ExportSettings } from "./export-settings.ts";
import type { TimeRange } from "./part-keys.ts";
import type { Part } from "./parts.ts";
import { readParts } from "./read-parts.ts";
import { type WriteDeps, writePart } from "./write-part.ts";

/** Reads a range of one date and writes it in parts. In memory there is one part at most. */
export async function exportRange(
  dataset: Dataset<PublicDatasetName>,
  range: TimeRange,
  { rows, settings, ...write }: WriteDeps & { readonly rows: ExportRows; readonly settings: ExportSettings },
): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const { fromMs, toMs, ...part } of readParts(dataset, range, { rows, settings })) {
    parts.push(await writePart(dataset, { fromMs, toMs }, part, write));
  }
  return parts;
}
