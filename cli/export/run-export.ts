import { DatasetFolder, type Placed } from "./dataset-folder.ts";
import type { FolderManifest } from "./manifest.ts";
import type { OpenDataset } from "./open-dataset.ts";
import type { ExportOptions } from "./read-options.ts";

export type DatasetReport = {
  readonly dataset: string;
  readonly source: FolderManifest["source"];
  readonly files: number;
  readonly kept: number;
  readonly resumed: number;
  readonly removed: number;
  readonly rows: number;
  readonly bytes: number;
};

/**
 * Brings the folder of one dataset to what was asked for, and nothing more: parts of an earlier export with another range or format go,
 * for readers take all that lies there. Run again it completes what an earlier run began.
 */
export async function runExport(
  name: string,
  { about, parts, place }: OpenDataset,
  { out, format, fromMs, toMs }: Pick<ExportOptions, "out" | "format" | "fromMs" | "toMs">,
  say: (line: string) => void,
): Promise<DatasetReport> {
  const folder = new DatasetFolder(out, name, format);
  const placed: Placed[] = [];
  for await (const file of place(folder)) {
    placed.push(file);
    const of = parts === null ? "" : ` of ${parts}`;
    const { path, rows, byteSize, placing } = file;
    say(`${placed.length}${of} ${path}: ${formatCount(rows, "row")}, ${formatBytes(byteSize)}, ${words[placing]}`);
  }
  const removed = folder.sweep(new Set(placed.map(({ path }) => path)));
  const files = placed.map(({ placing: _, ...note }) => note);
  const rows = sum(files.map((file) => file.rows));
  await folder.finish({
    ...{ dataset: name, format, fromMs: fromMs ?? null, toMs: toMs ?? null },
    ...{ ...about, rows, files },
  });
  const count = (placing: Placed["placing"]) => placed.filter((file) => file.placing === placing).length;
  return {
    dataset: name,
    source: about.source,
    files: files.length,
    kept: count("kept"),
    resumed: count("resumed"),
    removed,
    rows,
    bytes: sum(files.map(({ byteSize }) => byteSize)),
  };
}

const words = {
  kept: "whole already, kept",
  written: "written",
  resumed: "resumed and completed",
} as const satisfies Record<Placed["placing"], string>;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

export const formatCount = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
