import { arrowTypeNames, type Dataset, hashSchema } from "../../analytics/exports/dataset.ts";
import type { DatasetFolder, Placed } from "./dataset-folder.ts";
import type { FolderManifest } from "./manifest.ts";

/** `fromMs ≤ event time < toMs`. */
export type Range = { readonly fromMs: number; readonly toMs: number };

/** A dataset that can be exported, wherever its rows come from. */
export type OpenDataset = {
  readonly about: Pick<FolderManifest, "description" | "schemaHash" | "timeField" | "fields" | "source">;
  /** How many parts there are; null where only reading tells. */
  readonly parts: number | null;
  /** Puts the parts of the range into the folder, by time; one at a time is in memory. Throws an `ExportFault`. */
  place(folder: DatasetFolder): AsyncIterable<Placed>;
};

/** The definition that this version writes by, as manifests say it. */
export async function noteDataset(
  dataset: Dataset,
): Promise<Pick<FolderManifest, "description" | "schemaHash" | "timeField" | "fields">> {
  return {
    description: dataset.description,
    schemaHash: await hashSchema(dataset),
    timeField: dataset.timeField,
    fields: dataset.fields.map(({ name, type, isNullable, unit, description }) => ({
      ...{ name, type: arrowTypeNames[type], nullable: isNullable, unit, description },
    })),
  };
}
