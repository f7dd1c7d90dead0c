import type { ExportSettings } from "./export-settings.ts";
import type { ExportFile, Snapshot } from "./manifest.ts";
import { dayMs, supersededKeyOf } from "./part-keys.ts";
import { countRows, filesOf, identityOf, type Part, partsOf } from "./parts.ts";

/** Files that a snapshot names and its successor does not, or with other bytes. */
export function replacedFiles(previous: Snapshot | null, files: readonly ExportFile[]): ExportFile[] {
  const kept = new Set(files.map(identityOf));
  return (previous?.files ?? []).filter((file) => !kept.has(identityOf(file)));
}

/** Whether a new snapshot would say anything new. */
export const isChanged = (previous: Snapshot | null, parts: readonly Part[], schemaHash: string): boolean =>
  JSON.stringify(filesOf(parts)) !== JSON.stringify(filesOf(partsOf(previous?.files ?? []))) ||
  (previous !== null && previous.schemaHash !== schemaHash);

/**
 * The snapshot after `previous`. A snapshot can be read for `snapshotDays` after the next one was written, and replaced files (`saved`:
 * those whose bytes are kept) as long as one of those names them.
 */
export function nextSnapshot(
  previous: Snapshot | null,
  run: {
    readonly dataset: string;
    readonly toMs: number;
    readonly parts: readonly Part[];
    readonly saved: readonly ExportFile[];
    readonly schemaHash: string;
    readonly writtenBy: string;
  },
  { snapshotDays }: Pick<ExportSettings, "snapshotDays">,
): Snapshot {
  const writtenAtMs = Math.max(run.toMs, previous?.writtenAtMs ?? 0);
  const version = (previous?.version ?? 0) + 1;
  const keptAfterMs = writtenAtMs - snapshotDays * dayMs;
  const history = [...(previous?.snapshots ?? []), { version, writtenAtMs }];
  const saved = run.saved.map(({ sha256, format }) => ({
    path: supersededKeyOf(sha256, format),
    sinceMs: writtenAtMs,
  }));
  const again = new Set(saved.map(({ path }) => path));
  return {
    dataset: run.dataset,
    version,
    parent: previous?.version ?? null,
    writtenAtMs,
    writtenBy: run.writtenBy,
    schemaHash: run.schemaHash,
    rows: countRows(run.parts),
    files: filesOf(run.parts),
    snapshots: history.filter((_, place) => (history[place + 1]?.writtenAtMs ?? Infinity) > keptAfterMs),
    superseded: [
      ...(previous?.superseded ?? []).filter(({ path, sinceMs }) => sinceMs > keptAfterMs && !again.has(path)),
      ...saved,
    ],
  };
}
