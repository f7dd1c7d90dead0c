import { z } from "zod";

/** `GET /v1/exports`, of which the names are read here. */
export const ExportList = z.object({ exports: z.array(z.object({ dataset: z.string() })) });

export const DatasetField = z.object({
  name: z.string(),
  type: z.string(),
  unit: z.string(),
  nullable: z.boolean(),
  description: z.string(),
});
export type DatasetField = z.infer<typeof DatasetField>;

const ExportFile = z.object({
  path: z.string(),
  format: z.string(),
  rows: z.int().nonnegative(),
  byteSize: z.int().positive(),
  sha256: z.string(),
  href: z.string(),
});
export type ExportFile = z.infer<typeof ExportFile>;

/** `GET /v1/exports/:dataset`. */
export const DatasetAnswer = z.object({
  dataset: z.string(),
  description: z.string(),
  timeField: z.string(),
  fields: z.array(DatasetField),
  snapshot: z.object({ version: z.int().positive(), writtenAtMs: z.number() }).nullable(),
  files: z.array(ExportFile),
});
export type DatasetAnswer = z.infer<typeof DatasetAnswer>;
