import { type ExportFile, Snapshot } from "./manifest.ts";
import type { ObjectStore } from "./object-store.ts";
import { latestKeyOf, manifestPrefixOf, snapshotKeyOf, supersededKeyOf } from "./part-keys.ts";

export type LatestSnapshot = {
  readonly snapshot: Snapshot | null;
  /** What the next one is written over; null where there is none yet. */
  readonly etag: string | null;
};

const jsonType = "application/json";

/**
 * The newest snapshot. `latest.json` is the whole of it: putting it is what makes it so. Where that object is no snapshot (somebody
 * else has written it), the newest numbered one stands in.
 */
export async function readLatest(archive: Pick<ObjectStore, "get" | "list">, dataset: string): Promise<LatestSnapshot> {
  const stored = await archive.get(latestKeyOf(dataset));
  if (stored === null) return { snapshot: null, etag: null };
  const { etag } = stored;
  const snapshot = parseSnapshot(stored.bytes);
  if (snapshot !== null) return { snapshot, etag };
  for (const { key } of (await archive.list(manifestPrefixOf(dataset))).toReversed()) {
    const older = key === latestKeyOf(dataset) ? null : parseSnapshot((await archive.get(key))?.bytes);
    if (older !== undefined && older !== null) return { snapshot: older, etag };
  }
  return { snapshot: null, etag };
}

/** Null where the bytes are no snapshot. */
function parseSnapshot(bytes: Uint8Array | undefined): Snapshot | null {
  if (bytes === undefined) return null;
  try {
    return Snapshot.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

/** Null where that version is not there, or no more. */
export async function readSnapshot(
  archive: Pick<ObjectStore, "get">,
  dataset: string,
  version: number,
): Promise<Snapshot | null> {
  return parseSnapshot((await archive.get(snapshotKeyOf(dataset, version)))?.bytes);
}

/** The version that was the newest at a moment; undefined where that is no longer kept, or was not yet written. */
export const versionAt = ({ snapshots }: Snapshot, atMs: number): number | undefined =>
  snapshots.findLast(({ writtenAtMs }) => writtenAtMs <= atMs)?.version;

/** Writes the newest snapshot over the one that it was made from; false where another one stands there by now. */
export async function commitSnapshot(archive: ObjectStore, snapshot: Snapshot, over: string | null): Promise<boolean> {
  const isFirst = await archive.put(latestKeyOf(snapshot.dataset), textOf(snapshot), {
    contentType: jsonType,
    onlyOver: over,
  });
  if (isFirst) await putNumbered(archive, snapshot);
  return isFirst;
}

/** A run that ended between `latest.json` and the numbered copy has left that out. */
export async function completeSnapshot(archive: ObjectStore, snapshot: Snapshot): Promise<void> {
  const head = await archive.head(snapshotKeyOf(snapshot.dataset, snapshot.version));
  if (head === null) await putNumbered(archive, snapshot);
}

async function putNumbered(archive: ObjectStore, snapshot: Snapshot): Promise<void> {
  await archive.put(snapshotKeyOf(snapshot.dataset, snapshot.version), textOf(snapshot), { contentType: jsonType });
}

const textOf = (snapshot: Snapshot): string => `${JSON.stringify(snapshot)}\n`;

/** Where the very bytes of a snapshot's file lie now; null where they are gone. */
export async function locateFile(
  archive: Pick<ObjectStore, "head">,
  { path, sha256, format }: Pick<ExportFile, "path" | "sha256" | "format">,
): Promise<string | null> {
  for (const key of [path, supersededKeyOf(sha256, format)]) {
    if ((await archive.head(key))?.sha256 === sha256) return key;
  }
  return null;
}
