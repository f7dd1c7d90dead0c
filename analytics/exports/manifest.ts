import { z } from "zod";
import { BigIntText } from "../../contracts/ids.ts";
import { TimeMs } from "../../contracts/time.ts";
import { exportFormats } from "./formats.ts";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One file of a part. A part has the same rows in each format. */
export const ExportFile = z.strictObject({
  path: z.string(),
  format: z.enum(exportFormats),
  rows: z.int().positive(),
  byteSize: z.int().positive(),
  sha256: Sha256,
  /** SHA-256 of names, types and metadata of the fields: files with the same hash are read as one table. */
  schemaHash: Sha256,
  /** The part covers `fromMs ≤ event time < toMs`; first and last row lie in it. */
  fromMs: TimeMs,
  toMs: TimeMs,
  firstRowMs: TimeMs,
  lastRowMs: TimeMs,
  /** Sum of the rows' versions in the store: another sum for as many rows says that some were replaced. */
  versions: BigIntText,
});
export type ExportFile = z.infer<typeof ExportFile>;

/** A whole dataset at one moment. Never changed once it is written. */
export const Snapshot = z.strictObject({
  dataset: z.string(),
  version: z.int().positive(),
  /** The version before; null for the first. */
  parent: z.int().positive().nullable(),
  /** Event time of the run that wrote it. */
  writtenAtMs: TimeMs,
  /** Name and version of the writer. */
  writtenBy: z.string(),
  /** Of the files that are written now; older files may have another where the store no longer has their rows. */
  schemaHash: Sha256,
  rows: z.int().nonnegative(),
  /** By range, then format. */
  files: z.array(ExportFile),
  /** Snapshots that can still be read, the oldest first, with this one. */
  snapshots: z.array(z.strictObject({ version: z.int().positive(), writtenAtMs: TimeMs })),
  /** Files that older snapshots name and this one does not, and since when. */
  superseded: z.array(z.strictObject({ path: z.string(), sinceMs: TimeMs })),
});
export type Snapshot = z.infer<typeof Snapshot>;
