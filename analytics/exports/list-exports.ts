import { listPublicDatasets, type PublicDatasetName } from "./datasets.ts";
import type { ExportFormat } from "./formats.ts";
import type { ObjectStore } from "./object-store.ts";
import { readLatest } from "./snapshots.ts";

export type ExportEntry = {
  readonly dataset: PublicDatasetName;
  readonly path: string;
  readonly rows: number;
  readonly format: ExportFormat;
  readonly bytes: number;
  readonly sha256: string;
};

/** The files of the newest snapshots, by dataset, range and format: one read per dataset. */
export async function listExports(archive: Pick<ObjectStore, "list" | "get">): Promise<ExportEntry[]> {
  const found = await Promise.all(
    listPublicDatasets().map(async (dataset) => ({ dataset, ...(await readLatest(archive, dataset)) })),
  );
  return found.flatMap(({ dataset, snapshot }) =>
    (snapshot?.files ?? []).map(({ path, rows, format, byteSize, sha256 }) => ({
      ...{ dataset, path, rows, format, bytes: byteSize, sha256 },
    })),
  );
}
