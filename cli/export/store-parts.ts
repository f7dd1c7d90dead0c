import { type PublicDatasetName, publicDatasets } from "../../analytics/exports/datasets.ts";
import { ExportError } from "../../analytics/exports/export-error.ts";
import type { ExportRows } from "../../analytics/exports/export-rows.ts";
import { defaultExportSettings } from "../../analytics/exports/export-settings.ts";
import { dayMs, startOfDayMs } from "../../analytics/exports/part-keys.ts";
import { splitByDate } from "../../analytics/exports/plan-parts.ts";
import { readParts } from "../../analytics/exports/read-parts.ts";
import { encodeFile } from "./encode-file.ts";
import { ExportFault } from "./export-fault.ts";
import { noteDataset, type OpenDataset, type Range } from "./open-dataset.ts";
import type { Format } from "./read-options.ts";

/**
 * A dataset from the store: the same rows, in parts of as many rows as an instance would write. Without an end, it ends with the day of
 * `nowMs`, so that the names of files do not hang on the moment.
 */
export async function openStoreDataset(
  rows: ExportRows,
  name: PublicDatasetName,
  format: Format,
  range: Range,
  nowMs: number,
): Promise<OpenDataset> {
  const dataset = publicDatasets[name];
  const note = await noteDataset(dataset);
  return {
    about: { ...note, source: { kind: "store" } },
    parts: null,
    async *place(folder) {
      try {
        const firstMs = await rows.firstMs(name);
        if (firstMs === null) return;
        const toMs = Math.min(range.toMs, startOfDayMs(nowMs) + dayMs);
        const dates = splitByDate({ fromMs: Math.max(range.fromMs, startOfDayMs(firstMs)), toMs });
        const counts = await rows.counts(name, dates);
        for (const [place, date] of dates.entries()) {
          if ((counts[place]?.rows ?? 0) === 0) continue;
          for await (const part of readParts(dataset, date, { rows, settings: defaultExportSettings })) {
            yield { ...(await encodeFile(dataset, part.columns, part, format, folder)), schemaHash: note.schemaHash };
          }
        }
      } catch (cause) {
        throw cause instanceof ExportError ? new ExportFault(cause.message) : cause;
      }
    },
  };
}
