import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findRecordedData } from "../../local/feed/recorded-feed.ts";
import { openTestFolder } from "../test-run-portent.ts";
import { sampleBars, sampleStartMs } from "./sample-prices.ts";

const folder = openTestFolder({
  "hour.csv": sampleBars(60),
  "bad.csv": "time,price\n",
  "rows.csv": `${sampleBars(60)}x,BTC/USDT,1,1,1,1,1\n1709510400000,BAD/USDT,1,1,1,1,1\n`,
});
afterAll(() => folder[Symbol.dispose]());

const range = ["--from=2024-03-04", "--to", "2024-03-04T01:00Z"];
const file = ["--prices", "hour.csv"];

test.each<[string, readonly string[], RegExp]>([
  ["no input", range, /name either --prices or --sources/],
  ["two kinds of input", [...range, ...file, "--sources", "kraken"], /name either --prices or --sources/],
  ["a file that is not there", [...range, "--prices", "none.csv"], /none\.csv: there is no such file/],
  ["a file of another kind", [...range, "--prices", "bad.csv"], /bad\.csv:1: expected the header/],
  [
    "a source without history",
    [...range, "--sources", "pyth"],
    /--sources: pyth serves no history; binance, coinbase, kraken do/,
  ],
  ["a recording of nobody", [...range, "--prices", "nobody=hour.csv"], /nobody is no price source/],
  ["no range", file, /--from: give a moment/],
  [
    "windows that have not ended",
    ["--sources", "kraken", "--from=2024-03-04", "--to", "9999-01-01"],
    /--to: this moment has not come yet/,
  ],
  ["a local time", [...file, "--from=2024-03-04T01:00", "--to", "2024-03-05"], /--from: expected a moment such as/],
  ["a range backwards", [...file, "--from=2024-03-05", "--to", "2024-03-04"], /--to: expected a moment after --from/],
  ["a batch of half windows", [...file, ...range, "--batch", "3m"], /--batch: expected whole windows of 2m/],
  ["a rate below nothing", [...file, ...range, "--rate", "USDT=0"], /--rate: expected USDT=… or USDC=…/],
  ["a rate of no coin", [...file, ...range, "--rate", "BTC=1"], /--rate: expected USDT=… or USDC=…/],
  [
    "a database of another kind",
    [...file, ...range, "--database-url", "mysql://x:secret@y/z"],
    /DATABASE_URL: expected postgres/,
  ],
])("%s is one line and exit code 2", (_, args, line) => {
  const run = folder.run("backfill", ...args);
  expect([run.code, run.out]).toEqual([2, ""]);
  expect(run.err).toMatch(line);
  expect(run.err.trimEnd().split("\n")).toHaveLength(1);
  expect(run.err).not.toContain("secret");
});

test("a dry run prices everything, tells of gaps and of what it left out, and needs no database", () => {
  const run = folder.run("backfill", "--prices", "rows.csv", ...range, "--rate", "USDT=1", "--dry-run", "--json");
  expect(run.code).toBe(0);
  const report = JSON.parse(run.out);
  // Three pairs in thirty windows: a price and two signals each.
  expect(report.progress).toMatchObject({ windows: 30, records: 3 * 30 * 3, refused: 0, state: "done" });
  expect(report.gaps).toContainEqual({
    asset: "ADA-USD",
    fromMs: sampleStartMs + 120_000,
    toMs: sampleStartMs + 3_600_000,
    windows: 30,
  });
  expect(report.gaps.map(({ asset }: { asset: string }) => asset)).not.toContain("BTC-USD");
  expect(run.err).toContain("refused rows.csv:182: ts_ms is not a number: x");
  expect(run.err).toContain("not in pipelines.toml, left out: BAD/USDT");
});

const recorded = findRecordedData(join(import.meta.dirname, "../.."), process.env);

// Without the recorded data (PORTENT_DATA) there is nothing to price.
test.skipIf(recorded === undefined)("six hours of the recorded crash: every asset of the file in every window", () => {
  const path = join(recorded ?? "", "prices/binance_spot_1m_2021-05-16_20.csv.gz");
  const crash = ["--from=2021-05-19T10:00Z", "--to", "2021-05-19T16:00Z", "--rate", "USDT=1", "--dry-run", "--json"];
  const run = folder.run("backfill", "--prices", path, ...crash);
  const report = JSON.parse(run.out);
  expect(report.progress).toMatchObject({ windows: 180, records: 180 * 20 * 3, refused: 0 });
  expect(report.gaps.map(({ asset }: { asset: string }) => asset)).toEqual(["USDC-USD"]);
});

test("--help tells of the exit codes", () => {
  const run = folder.run("backfill", "--help");
  expect([run.code, run.err]).toEqual([0, ""]);
  expect(run.out).toMatch(/Exit code 2: .*\n?.*Exit code 1: /s);
});
