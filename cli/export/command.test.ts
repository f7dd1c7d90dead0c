import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromIPC } from "@uwdata/flechette";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { publicDatasets } from "../../analytics/exports/datasets.ts";
import { decodeArrow } from "../../analytics/exports/decode-arrow.ts";
import { openTestFolder, type PortentRun, type TestFolder } from "../test-run-portent.ts";
import { FolderManifest } from "./manifest.ts";
import { factorRows, startTestInstance, type TestInstance } from "./test-instance.ts";

let instance: TestInstance;
let folder: TestFolder;
const dayMs = 86_400_000;
const startMs = Date.UTC(2021, 4, 19);
const at = (day: number, hour = 0, minute = 0) => startMs + day * dayMs + hour * 3_600_000 + minute * 60_000;

beforeAll(async () => {
  instance = await startTestInstance();
  // Three dates of a reading a minute, then one more run: the second snapshot has replaced a part of the first.
  instance.put(factorRows(startMs, 3 * 1_440));
  await instance.run(at(2, 12));
  instance.put(factorRows(at(2), 5, 2));
  await instance.run(at(3));
}, 60_000);
afterAll(() => instance[Symbol.asyncDispose]());
beforeEach(() => {
  folder = openTestFolder({});
  instance.breakNext();
  instance.takeRequests();
  return () => folder[Symbol.dispose]();
});

/** The real command in a process of its own, while this one serves. */
async function run(command: string, ...args: readonly string[]): Promise<PortentRun> {
  const main = join(import.meta.dirname, "../main.ts");
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [main, command, ...args], {
    cwd: folder.path,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, err };
}
const exportFactors = (...args: string[]) =>
  run("export", "--dataset", "factors", "--url", instance.url, "--out", "x", ...args);

const pathsIn = (name: string): string[] =>
  readdirSync(join(folder.path, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.path.length + 1))
    .sort();
const manifest = () => FolderManifest.parse(JSON.parse(folder.read("x/_manifests/factors.json")));
const timesIn = (paths: readonly string[]) =>
  paths.flatMap((path) => decodeArrow(publicDatasets.factors, readFileSync(join(folder.path, path))).values[1] ?? []);
const minutes = (fromMs: number, toMs: number) =>
  Array.from({ length: (toMs - fromMs) / 60_000 }, (_, index) => fromMs + index * 60_000);

test("a snapshot as it is: the instance's bytes by date, with a manifest; again, all is kept and nothing is asked for but the list", async () => {
  const first = await exportFactors("--format", "arrow");
  expect([first.code, first.out]).toEqual([
    0,
    expect.stringMatching(/^factors: 4 files, 4,320 rows, [\d.]+ kB \(snapshot 2\)\n$/),
  ]);
  expect(first.err.trimEnd().split("\n")).toHaveLength(4);
  const { files, ...about } = manifest();
  expect(about).toMatchObject({
    dataset: "factors",
    format: "arrow",
    rows: 4_320,
    fromMs: null,
    source: { version: 2 },
  });
  expect(about.fields[1]).toMatchObject({ name: "as_of", type: "timestamp[ms, UTC]", nullable: false });
  expect(pathsIn("x/factors")).toEqual(files.map(({ path }) => `x/${path}`));
  expect(timesIn(pathsIn("x/factors"))).toEqual(minutes(startMs, at(3)));
  for (const { path } of files) {
    const stored = await instance.archive.get(`exports/arrow/${path}`);
    expect(stored?.bytes).toEqual(new Uint8Array(readFileSync(join(folder.path, "x", path))));
  }
  const text = folder.read("x/_manifests/factors.json");
  instance.takeRequests();
  const again = await exportFactors("--format", "arrow");
  expect(again.out).toMatch(/\(snapshot 2, 4 kept\)\n$/);
  expect(again.err).toMatch(/whole already, kept/);
  expect(instance.takeRequests()).toEqual(["/v1/exports/factors"]);
  expect(folder.read("x/_manifests/factors.json")).toBe(text);
}, 60_000);

test("streams: checked through the file that they are a slice of, and kept by its footer alone", async () => {
  expect(await exportFactors("--format", "arrows")).toMatchObject({ code: 0 });
  const paths = pathsIn("x/factors");
  expect(paths.every((path) => path.endsWith(".arrows"))).toBe(true);
  expect(paths.flatMap((path) => tableFromIPC(readFileSync(join(folder.path, path))).numRows)).toEqual([
    1_440, 1_440, 720, 720,
  ]);
  instance.takeRequests();
  expect((await exportFactors("--format", "arrows")).out).toMatch(/4 kept/);
  const ranges = instance.takeRequests().slice(1);
  expect(ranges.every((request) => / bytes=\d{4,}-$/.test(request))).toBe(true);
  // One byte of one stream flips.
  const damaged = join(folder.path, paths[1] ?? "");
  const bytes = readFileSync(damaged);
  bytes[1_000] = (bytes[1_000] ?? 0) ^ 1;
  writeFileSync(damaged, bytes);
  expect((await exportFactors("--format", "arrows")).out).toMatch(/3 kept/);
  expect(timesIn(paths)).toEqual(minutes(startMs, at(3)));
}, 60_000);

test.each(["arrow", "parquet", "arrows"])(
  "%s: parts at the edges are cut to the millisecond, and others go",
  async (format) => {
    expect(await exportFactors("--format", "arrow")).toMatchObject({ code: 0 });
    const [from, to] = [at(0, 6, 30), at(2, 3)];
    const bounds = ["--from", new Date(from).toISOString(), "--to", String(to)];
    const cut = await exportFactors("--format", format, ...bounds);
    expect(cut.code).toBe(0);
    expect(cut.out).toMatch(
      format === "arrow" ? /1 kept, 3 files of an earlier export removed/ : /4 files of an earlier/,
    );
    const paths = pathsIn("x/factors");
    expect(paths).toHaveLength(3);
    const instanceOfDuck = await DuckDBInstance.create();
    const connection = await instanceOfDuck.connect();
    const times =
      format === "parquet"
        ? (
            await connection.runAndReadAll(
              `select epoch_ms(as_of)::double from '${folder.path}/x/factors/**/*.parquet' order by 1`,
            )
          )
            .getRowsJS()
            .map(([ms]) => ms)
        : timesIn(paths);
    connection.closeSync();
    expect(times).toEqual(minutes(from, to));
    expect(manifest()).toMatchObject({ rows: times.length, fromMs: from, toMs: to, format });
    expect((await exportFactors("--format", format, ...bounds)).out).toMatch(/3 kept\)/);
    // Exactly one moment, and a gap between two.
    expect((await exportFactors("--format", format, "--from", String(to), "--to", String(to + 1))).out).toMatch(
      /1 file, 1 row,/,
    );
    const none = await exportFactors("--format", format, "--from", String(to + 1), "--to", String(to + 2));
    expect([none.code, none.out]).toEqual([0, expect.stringMatching(/^factors: nothing there: 0 rows/)]);
    expect(pathsIn("x")).toEqual(["x/_manifests/factors.json"]);
  },
  60_000,
);

test("a connection that is cut in the middle of a file: what is missing is asked for, and the bytes are the promised ones", async () => {
  instance.breakNext({ cutAt: 5_000 }, { cutAt: 7_000 }, { status: 503 }, { cutAt: 0 });
  expect(await exportFactors("--format", "parquet")).toMatchObject({ code: 0 });
  const ranges = instance.takeRequests().filter((request) => request.includes(" bytes="));
  expect(ranges[0]).toMatch(/ bytes=5000-$/);
  expect(ranges[1]).toMatch(/ bytes=12000-$/);
  for (const { path } of manifest().files) {
    const stored = await instance.archive.get(`exports/parquet/${path}`);
    expect(stored?.bytes).toEqual(new Uint8Array(readFileSync(join(folder.path, "x", path))));
  }
}, 60_000);

test("a cut that lasts ends it with 2 and no file under its name; the next run goes on where it was", async () => {
  const [cut, down] = [{ cutAt: 9_000 }, { cutAt: 0 }];
  instance.breakNext(cut, down, down, down, down);
  const failed = await exportFactors("--format", "parquet");
  expect(failed.code).toBe(2);
  expect(failed.err).toMatch(/^portent export: http:.* is cut off: .*; run the same command again to go on\n$/);
  const [left = "", ...others] = pathsIn("x");
  expect([left.endsWith(".part"), others]).toEqual([true, []]);
  expect(readFileSync(join(folder.path, left)).length).toBe(9_000);
  instance.takeRequests();
  const rest = await exportFactors("--format", "parquet");
  expect(rest.out).toMatch(/\(snapshot 2, 1 resumed\)\n$/);
  expect(instance.takeRequests()[1]).toMatch(/ bytes=9000-$/);
  expect(pathsIn("x").some((path) => path.endsWith(".part"))).toBe(false);
}, 60_000);

test("what is damaged, missing or half there is written again, a strange beginning is given up, strange files stay", async () => {
  expect(await exportFactors()).toMatchObject({ code: 0 });
  const [first = "", second = "", third = ""] = manifest().files.map(({ path }) => join(folder.path, "x", path));
  const whole = [first, second, third].map((path) => readFileSync(path));
  const flipped = Buffer.from(whole[0] ?? "");
  flipped[100] = (flipped[100] ?? 0) ^ 255;
  writeFileSync(first, flipped);
  writeFileSync(second, whole[1]?.subarray(0, 50) ?? "");
  rmSync(third);
  const sum = manifest().files[2]?.sha256.slice(0, 16);
  writeFileSync(`${third}.${sum}.part`, "not the beginning of this file");
  writeFileSync(join(dirname(first), "notes.txt"), "mine");
  mkdirSync(join(folder.path, "x/factors/date=2020-01-01"));
  writeFileSync(join(folder.path, "x/factors/date=2020-01-01/part-1577836800000-1577923200000.parquet"), "old");
  const mended = await exportFactors();
  expect(mended.out).toMatch(/\(snapshot 2, 1 kept, 1 file of an earlier export removed\)\n$/);
  expect([first, second, third].map((path) => readFileSync(path))).toEqual(whole);
  expect(existsSync(join(dirname(first), "notes.txt"))).toBe(true);
  expect(existsSync(join(folder.path, "x/factors/date=2020-01-01"))).toBe(false);
}, 60_000);

test("the past: by number and by moment, before the first snapshot nothing, and what was never there is 2", async () => {
  const counts = async (...args: string[]) => {
    const { code, out } = await exportFactors("--format", "arrow", ...args);
    return [code, /([\d,]+) rows/.exec(out)?.[1], /\((snapshot \d+|no snapshot yet)/.exec(out)?.[1]];
  };
  expect(await counts("--version", "1")).toEqual([0, "3,600", "snapshot 1"]);
  expect(await counts("--as-of", String(at(3) - 1))).toEqual([0, "3,600", "snapshot 1"]);
  expect(await counts("--as-of", "2021-05-22")).toEqual([0, "4,320", "snapshot 2"]);
  expect(await counts("--as-of", "2021-05-01")).toEqual([0, "0", "no snapshot yet"]);
  const gone = await exportFactors("--version", "9");
  expect([gone.code, gone.err]).toEqual([2, expect.stringMatching(/^portent export: That snapshot is not there/)]);
}, 60_000);

test("all datasets: one line each, and a sum", async () => {
  const all = await run("export", "--dataset", "all", "--url", instance.url);
  expect(all.code).toBe(0);
  const lines = all.out.trimEnd().split("\n");
  expect(lines.slice(0, 2)).toEqual([
    "prices: nothing there: 0 rows (no snapshot yet)",
    "signals: nothing there: 0 rows (no snapshot yet)",
  ]);
  expect(lines.at(-1)).toMatch(/^all: 4 files, 4,320 rows,/);
  expect(pathsIn("exports/_manifests")).toHaveLength(8);
}, 60_000);

test.each<[args: string, says: RegExp]>([
  ["", /--dataset: name one of prices,/],
  ["--dataset price", /there is no "price" among .*; did you mean prices\?/],
  ["--dataset prices --format csv", /--format: expected arrow, arrows, parquet, not "csv"/],
  ["--dataset prices --from yesterday", /--from: expected a moment such as/],
  ["--dataset prices --from 2021-05-19T06:00", /--from: expected a moment/],
  ["--dataset prices --from 2021-02-31", /--from: expected a moment/],
  ["--dataset prices --from 2021-05-20 --to 2021-05-19", /--to: expected a moment after --from/],
  ["--dataset prices --url ftp://x", /--url: expected an address/],
  ["--dataset prices --url http://127.0.0.1:1 --database-url postgres://x", /either --url or --database-url/],
  ["--dataset prices --database-url postgres://127.0.0.1:1/x", /portent export: .+/],
  ["--dataset prices --version 0", /--version: expected the number/],
  ["--dataset prices --version 1 --as-of 2021-05-19", /either --version or --as-of/],
  ["--dataset all --version 1", /each dataset counts its own/],
  ["--dataset casts", /casts belong to a vault: give --vault/],
  ["--dataset casts --vault 0x12 --token t", /--vault: expected 0x and 40/],
  [`--dataset casts --vault 0x${"1".repeat(40)}`, /--token: give a view token/],
  [`--dataset prices --vault 0x${"1".repeat(40)}`, /datasets of a vault are casts and fires/],
  ["--dataset prices --url http://127.0.0.1:1", /http:\/\/127.0.0.1:1 does not answer/],
  ["--dataset prices --strange", /--strange/],
])(
  "portent export %s is 2, with one line",
  async (args, says) => {
    const { code, out, err } = await run("export", ...args.split(" ").filter(Boolean));
    expect([code, out, err.trimEnd().split("\n")]).toEqual([2, "", [expect.stringMatching(says)]]);
    expect(pathsIn(".").filter((path) => path.includes("_manifests"))).toEqual([]);
  },
  30_000,
);

test("--help tells of formats, sources and exit codes", async () => {
  expect((await run("export", "--help")).out).toMatch(/--format F[\s\S]*--database-url[\s\S]*Exit code 0: [\s\S]*2: /);
});
