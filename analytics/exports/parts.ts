import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import type { ExportFormat } from "./formats.ts";
import type { ExportFile } from "./manifest.ts";
import type { TimeRange } from "./part-keys.ts";

/** Rows of one range of one date, in a file per format. A file that was lost for good is not there. */
export type Part = TimeRange &
  Pick<ExportFile, "rows" | "schemaHash" | "firstRowMs" | "lastRowMs" | "versions"> & {
    readonly files: readonly ExportFile[];
  };

export const fileOf = (part: Part, format: ExportFormat): ExportFile | undefined =>
  part.files.find((file) => file.format === format);

/** A snapshot's files as parts, by time. */
export function partsOf(files: readonly ExportFile[]): Part[] {
  const groups = [...Map.groupBy(files, ({ fromMs, toMs }) => `${fromMs}-${toMs}`).values()];
  return groups
    .flatMap((own): Part[] => {
      const [first] = own;
      if (first === undefined) return [];
      const { fromMs, toMs, rows, schemaHash, firstRowMs, lastRowMs, versions } = first;
      return [{ fromMs, toMs, rows, schemaHash, firstRowMs, lastRowMs, versions, files: own }];
    })
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

/** Parts as a snapshot's files, in one order. */
export const filesOf = (parts: readonly Part[]): ExportFile[] =>
  parts.flatMap(({ files }) => files).toSorted((a, b) => a.fromMs - b.fromMs || compareCodePoints(a.format, b.format));

export const countRows = (parts: readonly Part[]): number => parts.reduce((sum, { rows }) => sum + rows, 0);

/** What two snapshots have in common is told by this: the same bytes at the same place. */
export const identityOf = ({ path, sha256 }: ExportFile): string => `${path} ${sha256}`;
