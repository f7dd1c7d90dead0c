import type { PageCursor } from "../../store/page-cursor.ts";
import { ColumnBuffer } from "./column-buffer.ts";
import type { Dataset } from "./dataset.ts";
import type { PublicDatasetName } from "./datasets.ts";
import type { ExportRows } from "./export-rows.ts";
import type { ExportSettings } from "./export-settings.ts";
import type { TimeRange } from "./part-keys.ts";
import type { Part } from "./parts.ts";
import { type WriteDeps, writePart } from "./write-part.ts";

/**
 * Reads a range of one date page by page and writes it in parts. Where it holds more rows than one part may, it is cut between two
 * moments, so that ranges never overlap: only a single moment with more rows makes a longer part. In memory there is one part at most.
 */
export async function exportRange(
  dataset: Dataset<PublicDatasetName>,
  range: TimeRange,
  { rows, settings, ...write }: WriteDeps & { readonly rows: ExportRows; readonly settings: ExportSettings },
): Promise<Part[]> {
  const buffer = new ColumnBuffer(dataset);
  // Beside the buffer: when its rows happened, and the sum of versions up to each of them.
  let times: number[] = [];
  let versions: bigint[] = [];
  const parts: Part[] = [];
  let startMs = range.fromMs;
  const close = async (count: number, endMs: number) => {
    const part = {
      columns: buffer.take(count),
      versions: versions.slice(0, count).reduce((sum, each) => sum + each, 0n),
    };
    [times, versions] = [times.slice(count), versions.slice(count)];
    parts.push(await writePart(dataset, { fromMs: startMs, toMs: endMs }, part, write));
    startMs = endMs;
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
      await close(count, times[count] as number);
    }
  } while (after !== null);
  if (buffer.rows > 0) await close(buffer.rows, range.toMs);
  return parts;
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
