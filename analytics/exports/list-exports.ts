import { ExportManifest } from "./manifest.ts";
import type { ObjectStore } from "./object-store.ts";

export type ExportEntry = { readonly dataset: string; readonly path: string; readonly rows: number };

/** All finished parts, by dataset, date and range: what the manifests say, one read per part. */
export async function listExports(archive: Pick<ObjectStore, "list" | "get">): Promise<ExportEntry[]> {
  const entries: ExportEntry[] = [];
  for (const key of await archive.list("manifests/")) {
    const bytes = await archive.get(key);
    if (bytes === null) continue;
    const { dataset, path, rows } = ExportManifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
    entries.push({ dataset, path, rows });
  }
  return entries;
}
