import { describe, expect, test } from "vitest";
import { openTestFolder } from "../test-run-portent.ts";
import type { Scorecard } from "./describe-scorecard.ts";
import type { ScoredCrash } from "./score-crash.ts";
import { makePriceRows, startMs, stepMs, toPriceFile } from "./test-make-prices.ts";
import { crashStep, groupsMarket, leaderMarket, noiseMarket, quietMarket } from "./test-markets.ts";

const groupRows = makePriceRows(groupsMarket);
const keep = (rows: readonly string[], isKept: (step: number, symbol: string) => boolean): string[] =>
  rows.filter((row) => {
    const [ts, symbol = ""] = row.split(",");
    return isKept((Number(ts) - startMs) / stepMs, symbol);
  });

const files = {
  "groups.csv": toPriceFile(groupRows),
  "turned.csv": toPriceFile(groupRows.toReversed()),
  "noise.csv": toPriceFile(makePriceRows(noiseMarket)),
  "leader.csv": toPriceFile(makePriceRows(leaderMarket)),
  "quiet.csv": toPriceFile(makePriceRows(quietMarket)),
  "one.csv": toPriceFile(keep(groupRows, (_, symbol) => symbol === "HIGH0/USDT")),
  "other.csv": toPriceFile(keep(groupRows, (_, symbol) => symbol !== "BTC/USDT")),
  "short.csv": toPriceFile(keep(groupRows, (step) => step > crashStep - 40)),
  "odd.csv": `${toPriceFile(groupRows)}\n1,BTC/USDT,-5`,
};

function cardOf(...paths: readonly string[]): Scorecard {
  using folder = openTestFolder(files);
  const { code, out, err } = folder.run("scorecard", "--json", "--prices", ...paths);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out) as Scorecard;
}

function scoreOf(path: string): ScoredCrash {
  const [file] = cardOf(path).files;
  const score = file?.crashes.find(
    ({ onsetMs }) => Math.abs(onsetMs - startMs - crashStep * stepMs) <= 3 * stepMs,
  )?.score;
  if (score === undefined || score === null) throw new Error(`no scored crash in ${path}`);
  return score;
}

const forecastOf = (score: ScoredCrash, name: string) => score.forecastScores.find(({ forecast }) => forecast === name);

test("a crash of two groups: clusters explain it, and following their medoids beats following bitcoin", () => {
  const score = scoreOf("groups.csv");
  expect(score.clusters.clusters.map(({ members }) => members.length)).toEqual([7, 7, 1]);
  expect(score.clusterScore?.explained).toBeGreaterThan(0.95);
  expect(score.clusterScore?.p).toBeLessThan(0.001);
  expect(score.clusterScore?.alike.within).toBeLessThan((score.clusterScore?.alike.between ?? 0) / 5);
  expect(score.reference).toEqual({ asset: "BTC/USDT", because: "bitcoin" });
  const cluster = forecastOf(score, "cluster");
  expect(cluster?.rank?.correlation).toBeGreaterThan(0.7);
  expect(cluster?.against?.rank.low).toBeGreaterThan(0);
  expect(cluster?.against?.error.high).toBeLessThan(0);
});

test("a crash of noise: clusters and cascade say nothing", () => {
  const score = scoreOf("noise.csv");
  expect(score.clusterScore).toBeNull();
  expect(score.cascade.edges).toEqual([]);
  expect(forecastOf(score, "cascade")).toMatchObject({ rank: null, silent: "constant", against: null });
  expect(score.arrival).toEqual({ reached: 0, rank: null });
});

test("a leader that others follow: the cascade ranks who falls more, and beats following bitcoin", () => {
  const score = scoreOf("leader.csv");
  expect(score.cascade.edges.map(({ from, lagMs }) => ({ from, lagMs }))).toEqual(
    Array.from({ length: 10 }, () => ({ from: "LEAD/USDT", lagMs: 4 * stepMs })),
  );
  const cascade = forecastOf(score, "cascade");
  expect(cascade?.rank?.correlation).toBeGreaterThan(0.7);
  expect(cascade?.against?.rank.low).toBeGreaterThan(0);
  expect(score.arrival.reached).toBe(10);
});

test("without bitcoin the asset most correlated with the others leads the naive forecast, and the page says so", () => {
  expect(scoreOf("other.csv").reference.because).toBe("most-correlated");
  using folder = openTestFolder(files);
  const { out } = folder.run("scorecard", "--prices", "other.csv");
  expect(out).toMatch(/follows (HIGH|LOW)\d\/USDT \(no bitcoin here: the greatest mean correlation\)/);
});

describe("files that leave little to score", () => {
  test.each<readonly [title: string, path: string, text: string]>([
    ["no crash", "quiet.csv", "No crash: the median asset never fell that much"],
    ["one asset", "one.csv", "1 asset is too few to rank"],
    ["too little history", "short.csv", "Not scored: the file holds fewer than 48 bars of history before it."],
  ])("%s", (_, path, text) => {
    using folder = openTestFolder(files);
    const { code, out } = folder.run("scorecard", "--prices", path);
    expect(code).toBe(0);
    expect(out).toContain(text);
    expect(out).not.toMatch(/NaN|undefined|Infinity/);
  });
});

test("each file is a section of its own, and the summary is of all", () => {
  const card = cardOf("groups.csv", "quiet.csv", "leader.csv");
  expect(card.files.map(({ file, crashes }) => [file, crashes.length > 0])).toEqual([
    ["groups.csv", true],
    ["quiet.csv", false],
    ["leader.csv", true],
  ]);
  expect(card.summary.crashes).toBe(card.files.flatMap(({ crashes }) => crashes).length);
});

test("the same bytes whatever the order of the rows, to a file and to standard output", () => {
  using folder = openTestFolder(files);
  const { out } = folder.run("scorecard", "--prices", "groups.csv");
  expect(folder.run("scorecard", "--prices", "groups.csv", "--out", "page.md")).toMatchObject({ code: 0, out: "" });
  expect(folder.read("page.md")).toBe(out);
  expect(folder.run("scorecard", "--prices", "turned.csv").out).toBe(out.replaceAll("groups.csv", "turned.csv"));
});

test("--fall: a crash is what falls more than that", () => {
  using folder = openTestFolder(files);
  const crashesAt = (fall: string): number => {
    const { out } = folder.run("scorecard", "--json", "--prices", "quiet.csv", "--fall", fall);
    return (JSON.parse(out) as Scorecard).summary.crashes;
  };
  expect([crashesAt("0.9"), crashesAt("0.001")]).toEqual([0, 5]);
});

test("rows that cannot be used are told, counted, and left out", () => {
  using folder = openTestFolder(files);
  const { code, out, err } = folder.run("scorecard", "--prices", "odd.csv");
  expect({ code, err }).toEqual({
    code: 0,
    err: `refused odd.csv:${groupRows.length + 2}: price is not above 0: -5\n`,
  });
  expect(out).toContain(", 1 row refused,");
});

const bad = {
  "apart.csv": toPriceFile([0, 2, 4].map((hour) => `${startMs + hour * 3_600_000},A,5`)),
  "late.csv": toPriceFile(["9000000000000000,A,5", "9000000000060000,A,5"]),
  "early.csv": toPriceFile(["-60000,A,5", "0,A,5"]),
  "wrong.csv": "time,price",
  "empty.csv": "ts_ms,symbol,price",
  "single.csv": `ts_ms,symbol,open,high,low,close,volume\n${startMs},A,1,1,1,1,1`,
};

test.each<readonly [title: string, args: readonly string[], message: string]>([
  ["no file", [], "--prices: name at least one file"],
  ["a file that is not there", ["--prices", "none.csv"], "none.csv: there is no such file"],
  ["one of several", ["--prices", "groups.csv", "none.csv"], "none.csv: there is no such file"],
  ["another header", ["--prices", "wrong.csv"], "wrong.csv:1: expected the header"],
  ["no row", ["--prices", "empty.csv"], "the files hold no usable row"],
  ["bars of unknown length", ["--prices", "single.csv"], "give it with --bar-length"],
  [
    "prices too far apart",
    ["--prices", "apart.csv"],
    "apart.csv: prices are 2h apart; a scorecard needs them within 1h",
  ],
  ["times beyond dates", ["--prices", "late.csv"], "late.csv: its times are beyond those of the calendar"],
  ["times before 1970", ["--prices", "early.csv"], "early.csv: its times are beyond those of the calendar"],
  ["a fall of nothing", ["--prices", "groups.csv", "--fall", "0"], "--fall: expected a share between 0 and 1"],
  [
    "a fall in per cent",
    ["--prices", "groups.csv", "--fall", "8%"],
    '--fall: expected a share between 0 and 1 such as 0.08, not "8%"',
  ],
  ["an unknown option", ["--prices", "groups.csv", "--fast"], "--fast"],
  ["a length that is none", ["--prices", "groups.csv", "--bar-length", "5"], "--bar-length: expected a duration"],
])("%s: exit code 2, one line, and nothing is written", (_, args, message) => {
  using folder = openTestFolder({ ...files, ...bad, "kept.md": "kept" });
  const { code, out, err } = folder.run("scorecard", ...args, "--out", "kept.md");
  expect({ code, out, lines: err.trim().split("\n").length }).toEqual({ code: 2, out: "", lines: 1 });
  expect(err).toContain(`portent scorecard: `);
  expect(err).toContain(message);
  expect(folder.read("kept.md")).toBe("kept");
});

test("--help tells the options", () => {
  using folder = openTestFolder({});
  const { code, out } = folder.run("scorecard", "--help");
  expect(code).toBe(0);
  for (const option of ["--prices", "--fall", "--bar-length", "--json", "--out"]) expect(out).toContain(`  ${option} `);
});
