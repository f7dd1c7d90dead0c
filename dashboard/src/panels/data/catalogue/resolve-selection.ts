import type { Host } from "../../../host/panel.ts";
import { DatasetAnswer } from "./answers.ts";
import type { Selection } from "./selection.ts";

export type Resolved = { readonly datasets: readonly DatasetAnswer[]; readonly notices: readonly string[] };

/**
 * The datasets of a selection, each at the snapshot that it names. Snapshots are kept for days, not for ever: the newest takes the place
 * of one that is gone, and that is said.
 */
export async function resolveSelection(
  load: Host["load"],
  { datasets }: Selection,
  catalogue: readonly DatasetAnswer[],
): Promise<Resolved> {
  const notices: string[] = [];
  const found = await Promise.all(
    [...datasets].map(async ([name, version]) => {
      const newest = catalogue.find(({ dataset }) => dataset === name);
      if (newest === undefined) {
        notices.push(`There is no dataset ${name}.`);
        return [];
      }
      const newestVersion = newest.snapshot?.version ?? null;
      if (version === null || version === newestVersion) return [newest];
      const past = await load(`/v1/exports/${name}?version=${version}`, DatasetAnswer);
      if (past.ok) return [past.value];
      notices.push(
        `Snapshot ${version} of ${name} is no longer there; the newest, ${newestVersion ?? "none"}, stands in its place.`,
      );
      return [newest];
    }),
  );
  return { datasets: found.flat(), notices };
}
