import { env } from "cloudflare:workers";
import { tableFromIPC } from "@uwdata/flechette";
import { beforeEach, expect, test, vi } from "vitest";
import { createR2ObjectStore } from "../adapters/r2-object-store.ts";
import { type ExportDeps, exportDataset } from "./export-dataset.ts";
import { defaultExportSettings, type ExportSettings } from "./export-settings.ts";
import { listExports } from "./list-exports.ts";
import type { Snapshot } from "./manifest.ts";
import { type MemoryRow, memoryExportRows } from "./memory-export-rows.ts";
import type { ObjectStore } from "./object-store.ts";
import { dayMs, snapshotKeyOf } from "./part-keys.ts";
import { sha256Hex } from "./sha256.ts";
import { locateFile, readLatest, readSnapshot, versionAt } from "./snapshots.ts";
import { dyingStore } from "./test-faults.ts";

vi.setConfig({ testTimeout: 60_000 });
const { ARCHIVE } = env as unknown as { ARCHIVE: R2Bucket };
const archive = createR2ObjectStore(ARCHIVE);
const at = (day: number, hour: number, minutes = 0): number => Date.UTC(2021, 4, day, hour, minutes);

beforeEach(async () => {
  for (const prefix of ["exports/", "manifests/", "superseded/"]) {
    await archive.delete((await archive.list(prefix)).map(({ key }) => key));
  }
});

const factor = (atMs: number, value: number, version = 1, name = "risk"): MemoryRow => ({
  ...{ atMs, key: `${name}:${atMs}`, version },
  values: [name, atMs, value, atMs + 3_600_000, [`event-${value}`]],
});

function open(settings: Partial<ExportSettings> = {}) {
  const rows = memoryExportRows();
  const run = (toMs: number, store: ObjectStore = archive, more: Partial<ExportDeps> = {}) =>
    exportDataset("factors", toMs, {
      ...{ rows, archive: store, writtenBy: "portent/test", settings: { ...defaultExportSettings, ...settings } },
      ...more,
    });
  return { rows, run };
}

const latest = async (): Promise<Snapshot> => {
  const { snapshot } = await readLatest(archive, "factors");
  if (snapshot === null) throw new Error("there is no snapshot");
  return snapshot;
};

/** Time and value of every row of a snapshot, from the very bytes that it names; throws where one is not to be had. */
async function readRows(snapshot: Snapshot): Promise<[number, number][]> {
  const rows: [number, number][] = [];
  for (const file of snapshot.files) {
    const key = await locateFile(archive, file);
    const bytes = key === null ? undefined : (await archive.get(key))?.bytes;
    if (bytes === undefined || (await sha256Hex(bytes)) !== file.sha256) throw new Error(`${file.path} is gone`);
    if (file.format !== "arrow") continue;
    for (const row of tableFromIPC(bytes, { useDate: false }).toArray()) rows.push([row.as_of, row.value]);
  }
  return rows;
}
const names = (files: readonly { path: string; rows: number }[]) =>
  files
    .filter(({ path }) => path.endsWith(".arrow"))
    .map(({ path, rows }) => [path.split("/").slice(3).join("/"), rows]);
const part = (day: number, fromHour: number, toHour: number) =>
  `date=2021-05-${day}/part-${at(day, fromHour)}-${at(day, toHour)}.arrow`;
const etags = async () => {
  const { objects } = await ARCHIVE.list();
  return objects.map(({ key, etag }) => `${key} ${etag}`);
};

test("the whole history first, then what is new, late or replaced; the same run again writes nothing", async () => {
  const { rows, run } = open();
  expect(await run(at(19, 0))).toMatchObject({ version: null, written: [], isComplete: true });
  expect(await archive.list("")).toEqual([]);

  rows.put([factor(at(18, 23, 30), 1), factor(at(19, 0), 2), factor(at(19, 5), 3), factor(at(19, 6), 4)]);
  const first = await run(at(19, 6));
  expect(names(first.written)).toEqual([
    [part(18, 0, 24), 1],
    [part(19, 0, 6), 2],
  ]);
  expect(await listExports(archive)).toHaveLength(4);
  expect((await ARCHIVE.head((await latest()).files[1]?.path ?? ""))?.httpMetadata?.contentType).toBe(
    "application/vnd.apache.parquet",
  );

  const before = await etags();
  expect(await run(at(19, 6))).toMatchObject({ version: 1, written: [], lost: [] });
  expect(await etags()).toEqual(before);

  rows.put([factor(at(19, 5, 30), 5), factor(at(18, 23, 30), 6, 2)]);
  const second = await run(at(19, 12));
  expect(names(second.written)).toEqual([
    [part(18, 0, 24), 1],
    [part(19, 0, 6), 3],
    [part(19, 6, 12), 1],
  ]);
  const now = await latest();
  expect(now).toMatchObject({ version: 2, parent: 1, writtenAtMs: at(19, 12), rows: 5, writtenBy: "portent/test" });
  expect(await readRows(now)).toEqual([
    [at(18, 23, 30), 6],
    [at(19, 0), 2],
    [at(19, 5), 3],
    [at(19, 5, 30), 5],
    [at(19, 6), 4],
  ]);
  // The snapshot before still reads as it was, from bytes that were kept aside.
  expect(versionAt(now, at(19, 12) - 1)).toBe(1);
  const past = await readSnapshot(archive, "factors", 1);
  expect(past === null ? [] : await readRows(past)).toEqual([
    [at(18, 23, 30), 1],
    [at(19, 0), 2],
    [at(19, 5), 3],
  ]);
});

test("what the store has pruned stays exported", async () => {
  const { rows, run } = open();
  rows.put([factor(at(18, 1), 1), factor(at(18, 2), 2), factor(at(19, 1), 3)]);
  await run(at(19, 6));
  rows.prune(at(18, 2));
  // A row that comes late into a part whose first rows are gone must not cost the part those rows.
  rows.put([factor(at(18, 3), 4), factor(at(18, 4), 5)]);
  expect((await run(at(19, 6))).written).toEqual([]);
  rows.prune(at(20, 0));
  expect(await run(at(19, 12))).toMatchObject({ written: [], lost: [], rows: 3 });
});

test("late rows of long ago are found in the turn of their date, and dates without any part at once", async () => {
  const { rows, run } = open();
  rows.put([factor(at(1, 1), 1), factor(at(20, 1), 2)]);
  await run(at(20, 6));
  rows.put([factor(at(1, 2), 3), factor(at(5, 2), 4)]);
  const found: [string | number, number][][] = [];
  for (let run6h = 0; run6h < 28; run6h += 1) {
    const { written } = await run(at(20, 6) + run6h * (dayMs / 4));
    if (written.length > 0) found.push(names(written) as [string, number][]);
  }
  expect(found).toEqual([[[part(5, 0, 24).replace("-5/", "-05/"), 1]], [[part(1, 0, 24).replace("-1/", "-01/"), 2]]]);
});

test("a date that has ended becomes one part with the same rows; the old files are kept for a while, then removed", async () => {
  const { rows, run } = open();
  for (let hour = 0; hour < 24; hour += 6) {
    rows.put([factor(at(19, hour), hour), factor(at(19, hour, 30), hour + 0.5)]);
    await run(at(19, hour + 6));
  }
  const small = await latest();
  expect(names(small.files)).toHaveLength(4);
  const rowsBefore = await readRows(small);
  expect((await run(at(20, 18))).written).toEqual([]);
  expect(names((await run(at(21, 0))).written)).toEqual([[part(19, 0, 24), 8]]);
  const merged = await latest();
  expect(await readRows(merged)).toEqual(rowsBefore);
  expect((await archive.list("exports/arrow/")).map(({ key }) => key)).toEqual([
    `exports/arrow/factors/${part(19, 0, 24)}`,
  ]);
  expect(await readRows((await readSnapshot(archive, "factors", small.version)) as Snapshot)).toEqual(rowsBefore);
  expect(await archive.list("superseded/")).toHaveLength(8);

  // A week after that snapshot was replaced, at the next change, it goes with its files.
  rows.put([factor(at(28, 1), 1)]);
  await run(at(28, 0, 1));
  expect(await archive.list("superseded/")).toHaveLength(8);
  await run(at(28, 6));
  expect(await archive.list("superseded/")).toEqual([]);
  expect((await latest()).snapshots.map(({ version }) => version)).toEqual([merged.version, merged.version + 1]);
  expect(await archive.head(snapshotKeyOf("factors", small.version))).toBeNull();
});

test.each<[string, (path: string) => Promise<unknown>]>([
  ["missing", (path) => ARCHIVE.delete(path)],
  ["half written", async (path) => ARCHIVE.put(path, (await archive.get(path))?.bytes.slice(0, 400) ?? "")],
  [
    "of the same size with other bytes",
    async (path) => ARCHIVE.put(path, (await archive.get(path))?.bytes.map((byte) => byte ^ 1) ?? ""),
  ],
])("a file that is %s is mended from the store, from the other format, or reported", async (_, harm) => {
  const { rows, run } = open();
  rows.put([factor(at(19, 1), 1), factor(at(19, 2), 2)]);
  await run(at(19, 6));
  const before = await latest();
  const [arrow = "", parquet = ""] = before.files.map(({ path }) => path);
  const mended = [];
  for (const path of [arrow, parquet]) {
    await harm(path);
    mended.push((await run(at(19, 6))).lost.length);
    await readRows(await latest());
  }
  expect([mended, (await latest()).files]).toEqual([[0, 0], before.files]);

  // Once the store has pruned the rows: Parquet comes from Arrow; Arrow is gone.
  rows.prune(at(20, 0));
  await harm(parquet);
  expect((await run(at(19, 6))).lost).toEqual([]);
  expect((await latest()).files).toEqual(before.files);
  await readRows(await latest());
  await harm(arrow);
  expect((await run(at(19, 6))).lost.map(({ path }) => path)).toEqual([arrow]);
  expect((await latest()).files.map(({ path }) => path)).toEqual([parquet]);
  await harm(parquet);
  expect((await run(at(19, 12))).lost.map(({ path }) => path)).toEqual([parquet]);
  expect(await latest()).toMatchObject({ rows: 0, files: [] });
});

test("a run that ended halfway, and the store has pruned the rows since: the bytes that were kept aside are put back", async () => {
  const { rows, run } = open();
  rows.put([factor(at(19, 1), 1), factor(at(19, 2), 2)]);
  await run(at(19, 6));
  const before = await latest();
  rows.put([factor(at(19, 3), 3)]);
  const halfway: ObjectStore = {
    ...archive,
    async put(key, body, options) {
      await archive.put(key, body, options);
      if (key === before.files[0]?.path) throw new Error("the process has ended");
      return true;
    },
  };
  await expect(run(at(19, 6), halfway)).rejects.toThrow("the process has ended");
  rows.prune(at(20, 0));
  expect((await run(at(19, 12))).lost).toEqual([]);
  expect(await latest()).toEqual(before);
  expect(await readRows(before)).toHaveLength(2);
  expect((await ARCHIVE.head(before.files[0]?.path ?? ""))?.size).toBe(before.files[0]?.byteSize);
});

test("a date beyond what is kept goes, and does not come back", async () => {
  const { rows, run } = open({ keepDays: { factors: 2 } });
  rows.put([factor(at(17, 1), 1), factor(at(18, 1), 2), factor(at(19, 1), 3)]);
  await run(at(19, 6));
  expect(names((await latest()).files).map(([path]) => path)).toEqual([
    part(17, 0, 24),
    part(18, 0, 24),
    part(19, 0, 6),
  ]);
  await run(at(20, 0));
  expect(names((await latest()).files).map(([path]) => path)).toEqual([part(18, 0, 24), part(19, 0, 6)]);
  expect((await archive.list(`exports/arrow/factors/date=2021-05-17`)).length).toBe(0);
});

test("more than one part: cut between two moments, in runs of bounded size, to the same snapshot", async () => {
  const { rows, run } = open({ rowsPerPart: 5, rowsPerPage: 3, rowsPerRun: 8 });
  const many = Array.from({ length: 12 }, (_, minute) =>
    ["growth", "risk"].map((name) => factor(at(19, 1, minute), minute, 1, name)),
  ).flat();
  const crowd = Array.from({ length: 7 }, (_, place) => factor(at(19, 2), place, 1, `factor-${place}`));
  rows.put([...many, ...crowd, factor(at(20, 1), 1)]);
  const first = await run(at(20, 6));
  expect([first.isComplete, first.rows]).toEqual([false, 31]);
  const second = await run(at(20, 6));
  expect([second.isComplete, second.rows, (await run(at(20, 6))).written]).toEqual([true, 32, []]);
  const { files } = await latest();
  expect(names(files).map(([, count]) => count)).toEqual([4, 4, 4, 4, 4, 4, 7, 1]);
  const arrow = files.filter(({ format }) => format === "arrow");
  expect(arrow.every((file, place) => place === 0 || (arrow[place - 1]?.toMs ?? 0) <= file.fromMs)).toBe(true);
  expect(arrow.every(({ fromMs, toMs, firstRowMs, lastRowMs }) => fromMs <= firstRowMs && lastRowMs < toMs)).toBe(true);
});

test("two runs cannot both win", async () => {
  const { rows, run } = open();
  rows.put([factor(at(19, 1), 1)]);
  await run(at(19, 6));
  rows.put([factor(at(19, 7), 2)]);
  // The other one commits just before this one does.
  const slow: ObjectStore = {
    ...archive,
    async put(key, body, options) {
      if (key.endsWith("latest.json")) await run(at(19, 12));
      return archive.put(key, body, options);
    },
  };
  await expect(run(at(19, 18), slow)).rejects.toMatchObject({ code: "another-run-won" });
  expect(await latest()).toMatchObject({ version: 2, writtenAtMs: at(19, 12) });
  const other = open();
  const first: ObjectStore = {
    ...archive,
    get: async (key) => (key.endsWith("latest.json") ? null : archive.get(key)),
  };
  other.rows.put([factor(at(19, 1), 1)]);
  await expect(other.run(at(19, 6), first)).rejects.toMatchObject({ code: "another-run-won" });
});

const isWrite = (call = ""): boolean => /^(put|copy|delete) /.test(call);

/** New, late and replaced rows, a date to compact, a broken file, and something to remove: every step of a run takes place. */
async function prepare() {
  const { rows, run } = open({ keepDays: { factors: 4 } });
  rows.put([factor(at(16, 1), 0), factor(at(19, 1), 1), factor(at(20, 13), 6)]);
  await run(at(19, 6));
  rows.put([factor(at(19, 7), 2)]);
  await run(at(20, 18));
  rows.put([factor(at(20, 14), 7), factor(at(21, 1), 3), factor(at(19, 8), 8, 2)]);
  await ARCHIVE.put((await latest()).files.at(-1)?.path ?? "", "broken");
  return { run: (store?: ObjectStore) => run(at(21, 6), store), toMs: at(21, 6) };
}

test("a run that ends at any step leaves the last snapshot readable, and the next run ends as if nothing had happened", async () => {
  const reset = async () => archive.delete((await archive.list("")).map(({ key }) => key));
  const whole = await prepare();
  const brokenPath = (await latest()).files.at(-1)?.path;
  const past = await latest();
  const readable: Snapshot = { ...past, files: past.files.filter(({ path }) => path !== brokenPath) };
  const rowsBefore = await readRows(readable);
  const { store, calls } = dyingStore(archive, Number.POSITIVE_INFINITY, true);
  await whole.run(store);
  const expected = { files: (await latest()).files, rows: await readRows(await latest()) };
  const keys = (await archive.list("")).map(({ key }) => key).filter((key) => !key.startsWith("superseded/"));
  expect(calls.map((call) => call.split(" ")[0])).toEqual(expect.arrayContaining(["put", "copy", "delete"]));
  for (let step = 1; step <= calls.length; step += 1) {
    // A run that ends at a read leaves what the write before it has left.
    for (const isDone of isWrite(calls[step - 1]) ? [true, false] : []) {
      await reset();
      const { run } = await prepare();
      await expect(run(dyingStore(archive, step, isDone).store)).rejects.toThrow("the process has ended");
      const left = await latest();
      const isOld = left.version === past.version;
      expect(await readRows(isOld ? readable : left), `after ${calls[step - 1]}`).toEqual(
        isOld ? rowsBefore : expected.rows,
      );
      await run();
      expect((await latest()).files, `the next run, after ${calls[step - 1]}`).toEqual(expected.files);
      expect(await readRows(await latest())).toEqual(expected.rows);
      for (const { version } of (await latest()).snapshots) {
        expect(await readSnapshot(archive, "factors", version), `snapshot ${version}`).toMatchObject({ version });
      }
      // Whatever was left over is named by the snapshot, or goes with the next one.
      if (!isOld) continue;
      const after = (await archive.list("")).map(({ key }) => key).filter((key) => !key.startsWith("superseded/"));
      expect(after, `leftovers, after ${calls[step - 1]}`).toEqual(keys);
    }
  }
});

test("a bucket with more than one page of keys is listed whole", async () => {
  const keys = Array.from({ length: 1_005 }, (_, index) => `pages/${String(index).padStart(4, "0")}`);
  for (const key of keys) await archive.put(key, "", { contentType: "text/plain" });
  expect((await archive.list("pages/")).map(({ key }) => key)).toEqual(keys);
  await archive.delete(keys);
  expect(await archive.list("pages/")).toEqual([]);
});
