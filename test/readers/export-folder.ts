import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dataset, ExportValue } from "../../analytics/exports/dataset.ts";
import { publicDatasets } from "../../analytics/exports/datasets.ts";
import { dayMs } from "../../analytics/exports/part-keys.ts";
import { sampleColumns } from "../../analytics/exports/sample-columns.ts";
import { vaultDatasets } from "../../analytics/exports/vault-datasets.ts";
import { exportParts, type SamplePart, samplePrices, samplePricesMs } from "../../cli/export/test-folder.ts";
import { compareCodePoints } from "../../contracts/compare-code-points.ts";

export const dayStartMs = samplePricesMs + dayMs;

/** The date of the recipes is the second of three; the last part has more rows than a row group of Parquet. */
export const priceParts: readonly SamplePart[] = samplePrices(3, 30_000);
const castRows = 7;
export const castParts: readonly SamplePart[] = [
  { fromMs: dayStartMs, toMs: dayStartMs + dayMs, columns: sampleColumns(vaultDatasets.casts, castRows) },
];

/** `exports`, `exports-arrow` and `exports-arrows` with prices and casts, in a folder of their own. */
export async function writeExportFolder(): Promise<{ readonly path: string; readonly remove: () => void }> {
  const path = mkdtempSync(join(tmpdir(), "portent-readers-"));
  for (const [name, format] of [
    ["exports", "parquet"],
    ["exports-arrow", "arrow"],
    ["exports-arrows", "arrows"],
  ] as const) {
    await exportParts(join(path, name), publicDatasets.prices, format, priceParts);
    await exportParts(join(path, name), vaultDatasets.casts, format, castParts);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What a field holds, in the order of the rows. */
export const valuesOf = (dataset: Dataset, parts: readonly SamplePart[], name: string): ExportValue[] =>
  parts.flatMap(({ columns }) => columns.values[dataset.fields.findIndex((field) => field.name === name)] ?? []);

export const dayParts = priceParts.filter(({ fromMs }) => fromMs >= dayStartMs && fromMs < dayStartMs + dayMs);

/** The recipes' summary of the date by asset. */
export function summariseDay(): { asset: string; n: number; high: number; latestMs: number }[] {
  const column = (name: string) => valuesOf(publicDatasets.prices, dayParts, name);
  const [assets, highs, times] = [column("asset"), column("high_usd"), column("window_end")];
  return [...new Set(assets as string[])].toSorted(compareCodePoints).map((asset) => {
    const rows = assets.flatMap((each, row) => (each === asset ? [row] : []));
    const most = (values: readonly ExportValue[]) => Math.max(...rows.map((row) => values[row] as number));
    return { asset, n: rows.length, high: most(highs), latestMs: most(times) };
  });
}
