import { compactParts } from "./compact-parts.ts";
import { type Dataset, hashSchema } from "./dataset.ts";
import { type PublicDatasetName, publicDatasets } from "./datasets.ts";
import { ExportError } from "./export-error.ts";
import { exportRange } from "./export-range.ts";
import type { ExportRows } from "./export-rows.ts";
import type { ExportSettings } from "./export-settings.ts";
import { findBroken } from "./find-broken.ts";
import type { ExportFile, Snapshot } from "./manifest.ts";
import { isChanged, nextSnapshot, replacedFiles } from "./next-snapshot.ts";
import type { ObjectStore } from "./object-store.ts";
import { dayMs, snapshotKeyOf, startOfDayMs } from "./part-keys.ts";
import { countRows, filesOf, type Part, partsOf } from "./parts.ts";
import { isInTurn, judgeTile, planCompaction, planTiles } from "./plan-parts.ts";
import { lostFiles, salvagePart } from "./salvage-part.ts";
import { commitSnapshot, completeSnapshot, readLatest } from "./snapshots.ts";
import { supersede, type WriteDeps } from "./write-part.ts";

export type ExportDeps = {
  readonly rows: ExportRows;
  readonly archive: ObjectStore;
  readonly settings: ExportSettings;
  /** Name and version of the writer, for the manifests. */
  readonly writtenBy: string;
};

export type ExportReport = {
  readonly dataset: PublicDatasetName;
  /** The newest snapshot; null as long as there were never any rows. */
  readonly version: number | null;
  /** Rows and files of that snapshot. */
  readonly rows: number;
  readonly files: number;
  /** False: there is more to write than one run may; the same call again goes on. */
  readonly isComplete: boolean;
  /** Files that this run has put into the snapshot, new or again. */
  readonly written: readonly ExportFile[];
  /** Files that were broken, and whose rows are nowhere any more. */
  readonly lost: readonly ExportFile[];
};

type Run = ExportDeps & WriteDeps & { readonly dataset: Dataset<PublicDatasetName>; readonly toMs: number };

/**
 * Brings a dataset's files up to the rows that the store has from before `toMs`, and mends and compacts what is there. Parts never
 * overlap, so readers may take all files of a snapshot together. Running it again writes nothing. A run that ends anywhere leaves the
 * last snapshot readable, and what it left behind is overwritten or removed by the next. Throws an `ExportError`, or what the archive
 * throws.
 */
export async function exportDataset(name: PublicDatasetName, toMs: number, deps: ExportDeps): Promise<ExportReport> {
  const dataset = publicDatasets[name];
  const { archive } = deps;
  const latest = await readLatest(archive, name);
  const previous = latest.snapshot;
  if (previous !== null) await completeSnapshot(archive, previous);
  const current = new Map((previous?.files ?? []).map((file) => [file.path, file]));
  const run: Run = { ...deps, dataset, toMs, schemaHash: await hashSchema(dataset), current };
  const kept = withoutExpired(run, partsOf(previous?.files ?? []));
  const { parts, lost, keys, isComplete } = await updateParts(run, kept);
  const compacted = isComplete ? await compactDates(run, parts) : parts;
  const snapshot = isChanged(previous, compacted, run.schemaHash)
    ? await publish(run, latest, compacted, keys)
    : previous;
  const before = new Set((previous?.files ?? []).map(({ path, sha256 }) => `${path} ${sha256}`));
  return {
    dataset: name,
    version: snapshot?.version ?? null,
    rows: countRows(compacted),
    files: filesOf(compacted).length,
    isComplete,
    written: filesOf(compacted).filter(({ path, sha256 }) => !before.has(`${path} ${sha256}`)),
    lost,
  };
}

/** Dates that ended before what is kept go; those that have not are kept whole. */
const keptFromMs = ({ dataset, toMs, settings }: Run): number => {
  const days = settings.keepDays[dataset.name];
  return days === undefined ? 0 : Math.max(0, startOfDayMs(toMs - days * dayMs));
};

const withoutExpired = (run: Run, parts: readonly Part[]): Part[] =>
  parts.filter(({ fromMs }) => fromMs >= keptFromMs(run));

type Update = {
  readonly parts: readonly Part[];
  readonly lost: readonly ExportFile[];
  readonly keys: readonly string[];
  readonly isComplete: boolean;
};

/** Writes new, late and replaced rows, and mends what is broken. */
async function updateParts(run: Run, kept: readonly Part[]): Promise<Update> {
  const { dataset, toMs, rows, archive, settings, schemaHash } = run;
  const { broken, keys } = await findBroken(archive, dataset.name, kept, (dateMs) => isInTurn(dateMs, toMs, settings));
  const firstMs = await rows.firstMs(dataset.name);
  // From midnight on, so that a part's name does not hang on which row came first.
  const fromMs = Math.max(startOfDayMs(firstMs ?? toMs), keptFromMs(run));
  const suspects = new Set([...broken.keys(), ...kept.filter((part) => part.schemaHash !== schemaHash)]);
  const tiles = planTiles({ fromMs, toMs }, kept, suspects, settings);
  const known =
    tiles.length === 0
      ? []
      : await rows.counts(
          dataset.name,
          tiles.map(({ range }) => range),
        );
  const parts = new Set(kept);
  const lost: ExportFile[] = [];
  let written = 0;
  for (const [place, tile] of tiles.entries()) {
    const { part } = tile;
    const formats = part === null ? undefined : broken.get(part);
    const verdict = judgeTile(tile, known[place] ?? nothing, formats !== undefined, schemaHash);
    if (verdict === "keep") continue;
    if (written >= settings.rowsPerRun) return { parts: inOrder(parts), lost, keys, isComplete: false };
    if (part !== null) parts.delete(part);
    if (verdict === "write") {
      const made = await exportRange(dataset, tile.range, run);
      for (const each of made) parts.add(each);
      written += countRows(made);
    } else if (part !== null && formats !== undefined) {
      const left = await salvagePart(dataset, part, formats, run);
      if (left !== null) parts.add(left);
      lost.push(...lostFiles(part, left));
    }
  }
  return { parts: inOrder(parts), lost, keys, isComplete: true };
}

const nothing = { rows: 0, firstMs: null, versions: "0" };
const inOrder = (parts: Iterable<Part>): Part[] => [...parts].toSorted((a, b) => a.fromMs - b.fromMs);

async function compactDates(run: Run, parts: readonly Part[]): Promise<readonly Part[]> {
  const { dataset, toMs, settings, schemaHash } = run;
  const limits = { beforeMs: toMs - settings.compactAfterMs, rowsMax: settings.rowsPerPart, schemaHash };
  const result = new Set(parts);
  for (const group of planCompaction(parts, limits)) {
    const merged = await compactParts(dataset, group, run);
    if (merged === undefined) continue;
    for (const part of group) result.delete(part);
    result.add(merged);
  }
  return inOrder(result);
}

/** Replaced files are kept aside, then the snapshot is put, then what nothing names any more is removed. */
async function publish(
  run: Run,
  { snapshot: previous, etag }: { readonly snapshot: Snapshot | null; readonly etag: string | null },
  parts: readonly Part[],
  keys: readonly string[],
): Promise<Snapshot> {
  const { dataset, toMs, archive, settings, schemaHash, writtenBy } = run;
  const saved: ExportFile[] = [];
  for (const file of replacedFiles(previous, filesOf(parts))) if (await supersede(archive, file)) saved.push(file);
  const next = nextSnapshot(previous, { dataset: dataset.name, toMs, parts, saved, schemaHash, writtenBy }, settings);
  if (!(await commitSnapshot(archive, next, etag))) {
    throw new ExportError("another-run-won", `${dataset.name}: another run has written a snapshot meanwhile`);
  }
  await archive.delete(unnamedKeys(previous, next, keys));
  return next;
}

function unnamedKeys(previous: Snapshot | null, next: Snapshot, keys: readonly string[]): string[] {
  const named = new Set([...next.files, ...next.superseded].map(({ path }) => path));
  const versions = new Set(next.snapshots.map(({ version }) => version));
  const dropped = (previous?.snapshots ?? []).filter(({ version }) => !versions.has(version));
  const data = [...keys, ...(previous?.files ?? []).map(({ path }) => path)];
  return [
    ...new Set([...data, ...(previous?.superseded ?? []).map(({ path }) => path)].filter((key) => !named.has(key))),
    ...dropped.map(({ version }) => snapshotKeyOf(next.dataset, version)),
  ];
}
