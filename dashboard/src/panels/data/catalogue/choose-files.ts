import type { ExportFile } from "./answers.ts";

/** Days as `2021-05-19`, UTC; null: no bound on this side. */
export type Days = { readonly from: string | null; readonly to: string | null };

/** The Arrow files of the days from `from` up to and including `to`. Each file lies under one day. */
export const chooseFiles = (files: readonly ExportFile[], { from, to }: Days): readonly ExportFile[] =>
  files.filter((file) => {
    const day = dayOf(file);
    return file.format === "arrow" && day !== null && (from === null || day >= from) && (to === null || day <= to);
  });

export type Extent = {
  readonly files: number;
  readonly rows: number;
  readonly bytes: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
};

/** How much some files hold. */
export function measureFiles(files: readonly ExportFile[]): Extent {
  const days = files.flatMap((file) => dayOf(file) ?? []).sort();
  return {
    files: files.length,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    bytes: files.reduce((sum, { byteSize }) => sum + byteSize, 0),
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
  };
}

const dayOf = ({ path }: ExportFile): string | null => /\/date=(\d{4}-\d{2}-\d{2})\//.exec(path)?.[1] ?? null;
