import { ColumnBuffer, type Columns } from "../../analytics/exports/column-buffer.ts";
import type { Dataset } from "../../analytics/exports/dataset.ts";
import { publicDatasets } from "../../analytics/exports/datasets.ts";
import { dayMs } from "../../analytics/exports/part-keys.ts";
import { encodeFile } from "./encode-file.ts";
import { noteDataset } from "./open-dataset.ts";
import type { Format } from "./read-options.ts";
import { runExport } from "./run-export.ts";

export type SamplePart = { readonly fromMs: number; readonly toMs: number; readonly columns: Columns };

/** Writes parts of a dataset into a folder as the command does, without an instance. */
export async function exportParts(out: string, dataset: Dataset, format: Format, parts: readonly SamplePart[]) {
  const note = await noteDataset(dataset);
  await runExport(
    dataset.name,
    {
      about: { ...note, source: { kind: "store" } },
      parts: parts.length,
      async *place(folder) {
        for (const { columns, ...range } of parts) {
          yield { ...(await encodeFile(dataset, columns, range, format, folder)), schemaHash: note.schemaHash };
        }
      },
    },
    { out, format, fromMs: undefined, toMs: undefined },
    () => {},
  );
}

export const samplePricesMs = Date.UTC(2021, 4, 18);

/** Prices of two assets every two minutes: `days` dates in two parts each, the last of them as long as `extraRows` makes it. */
export function samplePrices(days: number, extraRows = 0): SamplePart[] {
  return Array.from({ length: days }, (_, day) => samplePricesMs + day * dayMs).flatMap((fromMs, day) => [
    pricesPart(fromMs, fromMs + dayMs / 2, 360),
    pricesPart(fromMs + dayMs / 2, fromMs + dayMs, 360 + (day === days - 1 ? extraRows : 0)),
  ]);
}

/** Rows of one part: moments run through the range as evenly as milliseconds allow. */
function pricesPart(fromMs: number, toMs: number, moments: number): SamplePart {
  const buffer = new ColumnBuffer(publicDatasets.prices);
  for (let at = 0; at < moments; at += 1) {
    const endMs = fromMs + Math.floor(((toMs - fromMs) * at) / moments);
    for (const [asset, base] of [["ETH-USD", 2_500] as const, ["çöin-USD 🌍", 1 / 3] as const]) {
      const price = base * (1 + Math.sin(at / 50) / 100);
      const sources = at % 2 === 0 ? ["binance", "krakén"] : [];
      buffer.push([
        asset,
        endMs,
        price,
        price * 0.999,
        price * 0.998,
        price * 1.002,
        endMs - 1_500,
        0.9375,
        0.1 + 0.2,
        sources,
        [],
      ]);
    }
  }
  return { fromMs, toMs, columns: buffer.take(moments * 2) };
}
