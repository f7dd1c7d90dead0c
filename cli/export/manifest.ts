import { z } from "zod";
import { TimeMs } from "../../contracts/time.ts";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Fields as an instance describes them: `type` by its Arrow name. */
export const FieldNote = z.object({
  name: z.string().min(1),
  type: z.string(),
  nullable: z.boolean(),
  unit: z.string(),
  description: z.string(),
});
export type FieldNote = z.infer<typeof FieldNote>;

export const fileFormats = ["arrow", "arrows", "parquet"] as const;

/** One file of an exported folder. */
export const FileNote = z.strictObject({
  /** Relative to the folder, with `/`. */
  path: z.string().regex(/^[a-z_]+\/date=\d{4}-\d{2}-\d{2}\/part-\d{1,16}-\d{1,16}\.(arrow|arrows|parquet)$/),
  rows: z.int().positive(),
  byteSize: z.int().positive(),
  sha256: Sha256,
  fromMs: TimeMs,
  toMs: TimeMs,
  schemaHash: Sha256,
});
export type FileNote = z.infer<typeof FileNote>;

/** `_manifests/<dataset>.json`: what lies in the folder of one dataset. It is written last, and gone as long as a run is under way. */
export const FolderManifest = z.strictObject({
  dataset: z.string().regex(/^[a-z_]+$/),
  description: z.string(),
  format: z.enum(fileFormats),
  /** Bounds of the event time that were asked for; null: none. */
  fromMs: TimeMs.nullable(),
  toMs: TimeMs.nullable(),
  source: z.discriminatedUnion("kind", [
    /** Version null: the instance had no snapshot yet. */
    z.strictObject({ kind: z.literal("snapshot"), version: z.int().nullable(), writtenAtMs: TimeMs.nullable() }),
    z.strictObject({ kind: z.literal("store") }),
    z.strictObject({ kind: z.literal("vault"), address: z.string() }),
  ]),
  timeField: z.string(),
  schemaHash: Sha256,
  fields: z.array(FieldNote).min(1),
  rows: z.int().nonnegative(),
  /** By time. */
  files: z.array(FileNote),
});
export type FolderManifest = z.infer<typeof FolderManifest>;

/** Beside the data: readers take all that lies in a dataset's folder for data. */
export const manifestFolder = "_manifests";
