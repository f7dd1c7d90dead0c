/** Files of a part: the same rows in each. `arrow` is the IPC file format; the stream is a slice of it. */
export const exportFormats = ["arrow", "parquet"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** By the ending of a file's name. `arrows`: an IPC stream. */
export const mediaTypes = {
  arrow: "application/vnd.apache.arrow.file",
  arrows: "application/vnd.apache.arrow.stream",
  parquet: "application/vnd.apache.parquet",
} as const;
