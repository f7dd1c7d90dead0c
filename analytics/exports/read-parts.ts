import type { PageCursor } from "../../store/page-cursor.ts";
import { ColumnBuffer, type Columns } from "./column-buffer.ts";
import type { Dataset } from "./dataset.ts";
import type { PublicDatasetName } from "./datasets.ts";
import type { ExportRows } from "./export-rows.ts";
import type { ExportSettings } from "./export-settings.ts";
import type { TimeRange } from "./part-keys.ts";

/** The rows of one part before they are encoded, and the sum of their versions in the store. */
export type RowsOfPart = TimeRange & { readonly columns: Columns; readonly versions: bigint };

/**
 * Reads a range of one date page by page and gives it in parts. Where it holds more rows than one part may, it is cut between two
 * moments, so that ranges never overlap: only a single moment with more rows makes a longer part. In memory there is one part at most.
 */
export async function* readParts(
  dataset: Dataset<PublicDatasetName>,
  range: TimeRange,
  {
    rows,
    settings,
  }: { readonly rows: ExportRows; readonly settings: Pick<ExportSettings, "rowsPerPart" | "rowsPerPage"> },
): AsyncGenerator<RowsOfPart> {
  const buffer = new ColumnBuffer(dataset);
  // Beside the buffer: when its rows happened, and their versions.
  let times: number[] = [];
  let versions: bigint[] = [];
  let startMs = range.fromMs;
  const take = (count: number, endMs: number): RowsOfPart => {
    const sum = versions.slice(0, count).reduce((total, each) => total + each, 0n);
    const part = { fromMs: startMs, toMs: endMs, columns: buffer.take(count), versions: sum };
    [times, versions, startMs] = [times.slice(count), versions.slice(count), endMs];
    return part;
  };
  let after: PageCursor | null = null;
  do {
    const page = await rows.page(dataset.name, { ...range, after, limit: settings.rowsPerPage });
    for (const row of page.rows) {
      buffer.push(row.values);
      times.push(row.atMs);
      versions.push(BigInt(row.version));
    }
    after = page.next;
    while (buffer.rows > settings.rowsPerPart) {
      const count = findCut(times, settings.rowsPerPart);
      if (count === undefined) break;
      yield take(count, times[count] as number);
    }
  } while (after !== null);
  if (buffer.rows > 0) yield take(buffer.rows, range.toMs);
}

/**
 * How many of the rows make a part: as many as it may hold, back to the last change of time; where the first moment alone has more, all
 * of that moment, and undefined as long as its end is not read.
 */
function findCut(times: readonly number[], rowsMax: number): number | undefined {
  for (let count = rowsMax; count > 0; count -= 1) if (times[count] !== times[count - 1]) return count;
  const next = times.findIndex((time) => time !== times[0]);
  return next === -1 ? undefined : next;
}
