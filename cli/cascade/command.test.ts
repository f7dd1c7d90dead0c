import { expect, test } from "vitest";
import { missingOf, recordedPath } from "../replay/test-recorded-stretches.ts";
import { openTestFolder } from "../test-run-portent.ts";

const barMs = 600_000;
const startMs = 1_621_123_200_000;
const bars = 400;

/** A moves by itself, B and C follow it two bars later, C the other way; D moves by itself. */
function simulateRows(): string[] {
  let state = 7;
  const chance = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) / 2 ** 24 - 0.5;
  };
  const moves: number[] = [];
  const levels = { A: 0, B: 0, C: 0, D: 0 };
  return Array.from({ length: bars }, (_, bar) => {
    moves.push(0.01 * chance());
    const before = moves[bar - 2] ?? 0;
    levels.A += moves[bar] as number;
    levels.B += 0.5 * before + 0.01 * chance();
    levels.C += -0.5 * before + 0.01 * chance();
    levels.D += 0.01 * chance();
    return Object.entries(levels).map(
      ([symbol, level]) => `${startMs + bar * barMs},${symbol}/USDT,${100 * Math.exp(level)}`,
    );
  }).flat();
}

const rows = simulateRows();
const toFile = (lines: readonly string[]): string => ["ts_ms,symbol,price", ...lines].join("\n");
const only = (symbol: string): string => toFile(rows.filter((row) => row.includes(`,${symbol}/`)));
const files = {
  "p.csv": toFile(rows),
  "turned.csv": toFile(rows.toReversed()),
  "one.csv": only("A"),
  "two.csv": toFile([...rows.filter((row) => row.includes(",A/")), `${startMs},B/USDT,5`]),
  "still.csv": toFile([
    ...rows.filter((row) => !row.includes(",D/")),
    ...rows.map((row) => `${row.split(",")[0]},D/USDT,5`),
  ]),
  "bad.csv": toFile([...rows, `${startMs},A/USDT,NaN`, `${startMs},A/USDT,-1`]),
  "empty.csv": toFile([]),
  "text.csv": "hello\n",
  "kept.txt": "kept",
};
const asOf = startMs + (bars - 1) * barMs;
const window = ["--window", "2d"];
const given = ["cascade", "--prices", "p.csv", ...window];

type Answer = {
  readonly asOf: number;
  readonly edges: readonly Record<string, number | string>[];
  readonly impact: readonly Record<string, unknown>[];
};

test("edges, and what shocks do: keys and order as they are agreed", () => {
  using folder = openTestFolder(files);
  const { code, out, err } = folder.run(...given, "--shock", "A/USDT=-0.10,D/USDT=0.5");
  expect({ code, err }).toMatchObject({ code: 0, err: expect.stringMatching(/^edges +2 of 12 possible$/m) as string });
  const answer = JSON.parse(out) as Answer;
  expect(out.trimEnd()).not.toContain("\n");
  expect(Object.keys(answer)).toEqual(["asOf", "edges", "impact"]);
  expect(answer.asOf).toBe(asOf);
  const ends = answer.edges.map(({ from, to, lagMs }) => `${from} ${to} ${lagMs}`);
  expect(ends.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    `A/USDT B/USDT ${2 * barMs}`,
    `A/USDT C/USDT ${2 * barMs}`,
  ]);
  for (const edge of answer.edges) {
    expect(Object.keys(edge).join(" ")).toBe("from to weight lagMs support q low high");
    expect((edge.weight as number) * (edge.to === "B/USDT" ? 1 : -1)).toBeGreaterThan(0.35);
    expect(edge.q).toBeLessThanOrEqual(0.05);
  }
  expect(answer.impact.map(({ asset }) => asset).toSorted()).toEqual(["B/USDT", "C/USDT"]);
  for (const impact of answer.impact) {
    expect(Object.keys(impact).join(" ")).toBe("asset size arrivesAtMs from");
    expect((impact.size as number) * (impact.asset === "B/USDT" ? -1 : 1)).toBeGreaterThan(0.028);
    expect(impact).toMatchObject({ arrivesAtMs: asOf + 2 * barMs, from: [{ asset: "A/USDT", share: 1 }] });
  }
});

test("rows in another order give the same bytes; --out takes them whole", () => {
  using folder = openTestFolder(files);
  const shock = ["--shock", "A/USDT=-0.1", ...window];
  expect(folder.run("cascade", "--prices", "p.csv", ...shock, "--out", "a.json")).toMatchObject({ code: 0, out: "" });
  expect(folder.run("cascade", "--prices", "turned.csv", ...shock, "--out", "b.json")).toMatchObject({
    code: 0,
    out: "",
  });
  expect(folder.read("b.json")).toBe(folder.read("a.json"));
  expect(folder.run("cascade", "--prices", "p.csv", ...shock).out).toBe(folder.read("a.json"));
});

test("--at looks back only: later rows change nothing", () => {
  using folder = openTestFolder({
    ...files,
    "short.csv": toFile(rows.filter((row) => Number(row.split(",")[0]) <= startMs + 320 * barMs)),
  });
  const at = startMs + 320 * barMs + 1;
  const shock = ["--shock", "A/USDT=-0.1", ...window];
  const whole = folder.run("cascade", "--prices", "p.csv", ...shock, "--at", String(at)).out;
  const iso = folder.run("cascade", "--prices", "p.csv", ...shock, "--at", new Date(at).toISOString()).out;
  expect(JSON.parse(whole)).toMatchObject({ asOf: startMs + 320 * barMs });
  expect(folder.run("cascade", "--prices", "short.csv", ...shock).out).toBe(whole);
  expect(iso).toBe(whole);
});

test.each<readonly [title: string, args: readonly string[], told: readonly string[]]>([
  ["one asset", ["--prices", "one.csv", "--shock", "A/USDT=-0.1"], ["edges         0 of 0 possible"]],
  ["an asset with one price", ["--prices", "two.csv", "--shock", "B/USDT=-0.1"], ["B/USDT: too-few-returns"]],
  ["a price that stands still", ["--prices", "still.csv", "--shock", "D/USDT=-0.1"], ["D/USDT: constant"]],
  [
    "before all prices",
    ["--prices", "p.csv", "--shock", "A/USDT=-0.1", "--at", "2020-01-01"],
    ["A/USDT: too-few-returns"],
  ],
  [
    "a window beyond the history",
    ["--prices", "p.csv", "--shock", "A/USDT=-0.1", "--window", "9d"],
    ["A/USDT: too-few-returns"],
  ],
  ["rows that are refused", ["--prices", "bad.csv", "--shock", "A/USDT=-0.1"], ["rows refused  2", "bad.csv:1602: "]],
])("%s: an answer, with what was refused on standard error", (_, args, told) => {
  using folder = openTestFolder(files);
  const { code, out, err } = folder.run("cascade", ...window, ...args);
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(out) as Answer)).toEqual(["asOf", "edges", "impact"]);
  expect(out).not.toMatch(/NaN|null|Infinity/);
  for (const line of told) expect(err).toContain(line);
});

const shock = ["--shock", "A/USDT=-0.1"];
test.each<readonly [title: string, args: readonly string[], message: string]>([
  ["no shock", ["--prices", "p.csv"], "--shock: give one"],
  ["a shock without a size", ["--prices", "p.csv", "--shock", "A/USDT"], "--shock: expected SYMBOL=SIZE"],
  ["a size that is no number", ["--prices", "p.csv", "--shock", "A/USDT=much"], "--shock: expected SYMBOL=SIZE"],
  [
    "a fall of more than all",
    ["--prices", "p.csv", "--shock", "A/USDT=-2"],
    "--shock: A/USDT: expected a return from -1 to 10",
  ],
  ["a symbol twice", ["--prices", "p.csv", "--shock", "A/USDT=-0.1,A/USDT=0.1"], "A/USDT is given twice"],
  [
    "an unknown symbol",
    ["--prices", "p.csv", "--shock", "Z/USDT=-0.1"],
    "Z/USDT: there is no such asset in the price files",
  ],
  ["no prices", [...shock], "--prices: name at least one file"],
  ["no such file", [...shock, "--prices", "none.csv"], "none.csv: there is no such file"],
  ["no header", [...shock, "--prices", "text.csv"], "text.csv:1: expected the header"],
  ["no rows", [...shock, "--prices", "empty.csv"], "the files hold no usable row"],
  ["a row that cannot be used, with --strict", [...shock, "--prices", "bad.csv", "--strict"], "bad.csv:1602: "],
  [
    "a lag that is no multiple of the bar",
    [...shock, "--prices", "p.csv", "--max-lag", "15m"],
    "--max-lag: expected a multiple",
  ],
  [
    "a lag beyond the window",
    [...shock, "--prices", "p.csv", "--window", "1h"],
    "--max-lag: expected less than --window",
  ],
  [
    "too many lags",
    [...shock, "--prices", "p.csv", "--bar", "1s", "--window", "10m", "--max-lag", "5m"],
    "--max-lag: expected at most",
  ],
  [
    "a window that is no multiple",
    [...shock, "--prices", "p.csv", "--bar", "11m", "--max-lag", "55m"],
    "--window: expected a multiple of --bar",
  ],
  ["too many bars", [...shock, "--prices", "p.csv", "--bar", "1s"], "--window: expected at most"],
  ["no duration", [...shock, "--prices", "p.csv", "--bar", "soon"], "--bar: expected a duration"],
  ["a share beyond 1", [...shock, "--prices", "p.csv", "--fdr", "5"], "--fdr: expected a number from 0 to 1"],
  ["a share of 0", [...shock, "--prices", "p.csv", "--fdr", "0"], "--fdr: expected a number above 0"],
  [
    "an overlap that is no number",
    [...shock, "--prices", "p.csv", "--min-overlap", "x"],
    "--min-overlap: expected a number",
  ],
  ["no moment", [...shock, "--prices", "p.csv", "--at", "noon"], "--at: expected a moment such as"],
  ["a day that there is not", [...shock, "--prices", "p.csv", "--at", "2021-02-31T25:00Z"], "--at: expected"],
  ["an option that there is not", [...shock, "--prices", "p.csv", "--xml"], "--xml"],
])("%s: one line, exit code 2, and nothing is written", (_, args, message) => {
  using folder = openTestFolder(files);
  const { code, out, err } = folder.run("cascade", ...args, "--out", "kept.txt");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err.trimEnd().split("\n")).toEqual([expect.stringContaining(message)]);
  expect(err).toMatch(/^portent cascade: /);
  expect(folder.read("kept.txt")).toBe("kept");
});

test("--help tells the options", () => {
  using folder = openTestFolder({});
  const { code, out } = folder.run("cascade", "--help");
  expect(code).toBe(0);
  for (const option of [
    "--prices",
    "--shock",
    "--at",
    "--window",
    "--bar",
    "--max-lag",
    "--fdr",
    "--min-overlap",
    "--out",
  ]) {
    expect(out).toContain(`  ${option} `);
  }
});

const recorded = "prices/binance_spot_5m_2024-04-11_20.csv.gz";
const missing = missingOf([recorded]);
test.skipIf(missing.length > 0)(
  `36 recorded pairs over ten days: an answer within seconds${missing.length > 0 ? `; skipped, there is no ${recorded}` : ""}`,
  () => {
    using folder = openTestFolder({});
    const { code, out, err } = folder.run("cascade", "--prices", recordedPath(recorded), "--shock", "BTC/USDT=-0.1");
    expect(code).toBe(0);
    expect(err).toMatch(/^assets +36, refused 0$/m);
    expect(JSON.parse(out)).toMatchObject({ asOf: Date.UTC(2024, 3, 21) });
  },
);
