import type { Result } from "../../contracts/result.ts";
import type { Reader } from "../../store/handles.ts";
import type { PageCursor } from "../../store/page-cursor.ts";
import { countExportRows, type ExportPage, readExportPage, readFirstExportMs } from "../../store/read-export-rows.ts";
import type { StoreError } from "../../store/store-error.ts";
import type { PublicDatasetName } from "./datasets.ts";
import { ExportError } from "./export-error.ts";
import type { TimeRange } from "./part-keys.ts";
import type { KnownRows } from "./plan-parts.ts";

/** The rows that are exported, wherever they lie. Each call throws an `ExportError` where they cannot be read. */
export type ExportRows = {
  /** Event time of the earliest row; null without any. */
  firstMs(dataset: PublicDatasetName): Promise<number | null>;
  /** What each range holds, in the order of the ranges. */
  counts(dataset: PublicDatasetName, ranges: readonly TimeRange[]): Promise<readonly KnownRows[]>;
  /** Rows in the order of event time; `after` is the `next` of the page before. */
  page(
    dataset: PublicDatasetName,
    range: TimeRange & { readonly after: PageCursor | null; readonly limit: number },
  ): Promise<ExportPage>;
};

/** The global store. */
export const storedRows = (reader: Reader): ExportRows => ({
  firstMs: async (dataset) => unwrap(await readFirstExportMs(reader, dataset)),
  counts: async (dataset, ranges) => unwrap(await countExportRows(reader, dataset, ranges)),
  page: async (dataset, range) => unwrap(await readExportPage(reader, dataset, range)),
});

function unwrap<Value>(read: Result<Value, StoreError>): Value {
  if (!read.ok) throw new ExportError("store-unavailable", read.error.message);
  return read.value;
}
