import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { deriveClusterId } from "../../analytics/core/clusters/derive-cluster-id.ts";
import { dataDir, readReference, whyMissing } from "../../analytics/test-reference-data.ts";
import { ClusterRun, LinkageMethod } from "../../contracts/cluster.ts";
import { openTestFolder } from "../test-run-portent.ts";

const hourMs = 3_600_000;
const startMs = Date.parse("2021-05-16T00:00Z");
const header = "ts_ms,symbol,price";
const wave = (hour: number): number => Math.exp(0.01 * Math.sin(hour));
const other = (hour: number): number => Math.exp(0.01 * Math.cos(3 * hour));
const rowsOf = (symbol: string, price: (hour: number) => number, from = 0): string[] =>
  Array.from({ length: 49 - from }, (_, at) => `${startMs + (from + at) * hourMs},${symbol},${price(from + at)}`);
const rows = [
  ...rowsOf("A/USD", wave),
  ...rowsOf("B/USD", (hour) => 2 * wave(hour)),
  ...rowsOf("C/USD", other),
  ...rowsOf("D/USD", (hour) => 3 * other(hour)),
  ...rowsOf("E/USD", () => 5),
  ...rowsOf("F/USD", wave, 40),
];
const files = {
  "p.csv": [header, ...rows].join("\n"),
  "turned.csv.gz": gzipSync([header, ...rows.toReversed()].join("\n")),
  "odd.csv": [header, ...rows, "1,A/USD,-5", "x,A/USD,5"].join("\n"),
  "single.csv": [header, `${startMs},A/USD,5`].join("\n"),
  "late.csv": [header, "9000000000000000,A/USD,5"].join("\n"),
  "early.csv": [header, "-5,A/USD,5"].join("\n"),
  "empty.csv": header,
  "wrong.csv": "time,price",
  "torn.json": '{"clusters":[',
  "other.json": '{"clusters":[{"id":"p"}]}',
  "twice.json": '{"clusters":[{"id":"p","members":["A/USD"]},{"id":"q","members":["A/USD"]}]}',
};
const given = ["clusters", "--prices", "p.csv", "--window", "2d"];

type Output = {
  asOf: number;
  assets: string[];
  correlation: number[][];
  linkage: number[][];
  clusters: { id: string; members: string[]; medoid: string; lineage: { state: string; from: string[] } }[];
  died: object[];
};
const parse = (text: string) => JSON.parse(text) as Output;

test("one object on standard output, the summary on standard error", () => {
  using folder = openTestFolder(files);
  const { code, out, err } = folder.run(...given);
  expect(code).toBe(0);
  const output = parse(out);
  expect(Object.keys(output)).toEqual([
    ...["asOf", "bar", "window", "method", "shrinkage", "assets", "refused", "correlation", "linkage", "clusters"],
    ...["communities", "died", "weights", "regime"],
  ]);
  expect(output).toMatchObject({
    ...{ asOf: startMs + 48 * hourMs, bar: hourMs, window: 48 * hourMs, method: "average", shrinkage: 0 },
    assets: ["A/USD", "B/USD", "C/USD", "D/USD"],
    refused: [
      { asset: "E/USD", reason: "constant" },
      { asset: "F/USD", reason: "too-few-returns" },
    ],
    communities: {
      groups: [
        ["A/USD", "B/USD"],
        ["C/USD", "D/USD"],
      ],
    },
  });
  expect(output.correlation[0]?.map((rho) => rho.toFixed(6))).toEqual(
    output.assets.map((_, at) => expect.stringMatching(at < 2 ? "1.000000" : "")),
  );
  expect(output.clusters).toEqual(
    [
      ["A/USD", "B/USD"],
      ["C/USD", "D/USD"],
    ].map((members) => ({
      ...{ id: deriveClusterId(members), members, medoid: members[0], cohesion: expect.closeTo(1, 12) },
      ...{ stress: expect.any(Number), lineage: { state: "born", from: [] } },
    })),
  );
  expect(err).toMatch(/^assets +4 used, 2 refused$/m);
  expect(err).toMatch(/^ +constant: E\/USD$/m);
});

test("the same bytes whatever the order of the rows", () => {
  using folder = openTestFolder(files);
  expect(folder.run(...given, "--out", "a.json")).toMatchObject({ code: 0, out: "" });
  expect(folder.run("clusters", "--prices=turned.csv.gz", "--window=2d", "--out=b.json").code).toBe(0);
  expect(folder.read("b.json")).toBe(folder.read("a.json"));
  // And with rows that no price is in.
  expect(folder.run("clusters", "--prices", "odd.csv", "--window", "2d", "--out", "c.json")).toMatchObject({
    code: 0,
    err: expect.stringMatching(/^refused rows +2$/m),
  });
  expect(folder.read("c.json")).toBe(folder.read("a.json"));
});

test("--previous: ids go on, and what ended is named", () => {
  using folder = openTestFolder(files);
  folder.run(...given, "--at", String(startMs + 47 * hourMs), "--cut", "count:1", "--out", "before.json");
  const [before] = parse(folder.read("before.json")).clusters;
  const { code, out } = folder.run(...given, "--previous", "before.json");
  expect(code).toBe(0);
  const { clusters, died } = parse(out);
  expect(clusters.map(({ lineage }) => lineage)).toEqual([
    { state: "kept", from: [before?.id] },
    { state: "split", from: [before?.id] },
  ]);
  expect(clusters[0]?.id).toBe(before?.id);
  expect(died).toEqual([]);
});

test.each<readonly [title: string, args: readonly string[], expected: object]>([
  [
    "--at: the last multiple of the bar",
    ["--at", "2021-05-17T23:59:59.999Z", "--window", "1d"],
    { asOf: startMs + 47 * hourMs },
  ],
  ["milliseconds", ["--at", String(startMs + 30 * hourMs), "--window", "1d"], { asOf: startMs + 30 * hourMs }],
  ["a date", ["--at", "2021-05-17", "--window", "1d"], { asOf: startMs + 24 * hourMs }],
  ["another zone", ["--at", "2021-05-17T02:00+02:00", "--window", "1d"], { asOf: startMs + 24 * hourMs }],
  ["another grid", ["--bar", "2h"], { bar: 2 * hourMs, assets: ["A/USD", "B/USD", "C/USD", "D/USD"] }],
  ["linkage", ["--method", "ward"], { method: "ward" }],
  ["shrinkage", ["--shrinkage", "0.25"], { shrinkage: 0.25 }],
  ["overlap", ["--min-overlap", "0.1"], { assets: ["A/USD", "B/USD", "C/USD", "D/USD", "F/USD"] }],
  [
    "a window that the history does not fill",
    ["--window", "7d"],
    { assets: [], linkage: [], clusters: [], regime: null, weights: [] },
  ],
  ["before all history", ["--at", "0"], { asOf: 0, assets: [], communities: { modularity: 0, groups: [] } }],
  ["count", ["--cut", "count:4"], { clusters: ["A", "B", "C", "D"].map((name) => ({ members: [`${name}/USD`] })) }],
  ["silhouette", ["--cut", "silhouette"], { clusters: [{ medoid: "A/USD" }, { medoid: "C/USD" }] }],
])("options: %s", (_, args, expected) => {
  using folder = openTestFolder(files);
  const { code, out } = folder.run(...given, ...args);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject(expected);
});

test.each<readonly [args: readonly string[], message: string]>([
  [["--prices"], "--prices"],
  [["--prices", "none.csv"], "none.csv: there is no such file"],
  [["--prices", "wrong.csv"], "wrong.csv:1: expected the header"],
  [["--prices", "empty.csv"], "--prices: the files hold no usable row"],
  [["--prices", "late.csv"], "is known at 9000000000000000, which is no date"],
  [["--prices", "early.csv"], "is known at -5, which is no date"],
  [["--prices", "odd.csv", "--strict"], "odd.csv:256: price is not above 0: -5"],
  [
    ["--at", "yesterday"],
    '--at: expected a moment such as 2021-05-19, 2021-05-19T13:00Z or milliseconds, not "yesterday"',
  ],
  [["--at", "2021-02-30"], "--at: "],
  [["--at", "2021-05-19T13:00"], "--at: "],
  [["--window", "7"], "--window: expected a duration"],
  [["--window", "90m"], "--window: expected a multiple of --bar"],
  [["--bar", "0h"], "--bar: expected a duration"],
  [["--bar", "1s", "--window", "9999d"], "--window: 5183481600 returns are too many"],
  [["--bar-length", "x"], "--bar-length: expected a duration"],
  [["--method", "median"], '--method: expected average, complete, single, ward, not "median"'],
  [["--shrinkage", "1.5"], '--shrinkage: expected none, auto or 0 to 1, not "1.5"'],
  [["--min-overlap", "80%"], '--min-overlap: expected a number from 0 to 1, not "80%"'],
  [["--cut", "height:-1"], "--cut: expected correlation:X"],
  [["--cut", "count:2.5"], "--cut: "],
  [["--cut", "correlation:NaN"], "--cut: "],
  [["--cut", "correlation:1:2"], "--cut: "],
  [["--previous", "none.json"], "--previous: none.json: there is no such file"],
  [["--previous", "torn.json"], "--previous: torn.json is no JSON: "],
  [["--previous", "other.json"], "--previous: other.json: clusters.0.members: "],
  [["--previous", "twice.json"], "--previous: twice.json: clusters: A/USD is there twice"],
  [["--out", "no/such/folder"], "--out: "],
  [["--xml"], "--xml"],
])("exit 2 and one line: %j", (args, message) => {
  using folder = openTestFolder(files);
  const prices = args[0] === "--prices" ? [] : ["--prices", "p.csv"];
  const { code, out, err } = folder.run("clusters", ...prices, ...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(message);
  expect(err.startsWith("portent clusters: ") && err.trimEnd().split("\n").length === 1).toBe(true);
  expect(folder.names()).toEqual(Object.keys(files).sort((a, b) => (a < b ? -1 : 1)));
});

test("--help", () => {
  using folder = openTestFolder({});
  const { code, out } = folder.run("clusters", "--help");
  expect(code).toBe(0);
  for (const option of [
    "prices",
    "at",
    "window",
    "bar",
    "bar-length",
    "method",
    "shrinkage",
    "min-overlap",
    "cut",
    "out",
  ]) {
    expect(out).toMatch(new RegExp(`^ +--${option} `, "m"));
  }
});

const references = [
  ["refs/expected/analytics_1h_2021-05.json.gz", "prices/binance_spot_1h_2021-05-01_20.csv.gz", "1h", 60],
  ["refs/expected/analytics_5m_2024-04.json.gz", "prices/binance_spot_5m_2024-04-11_20.csv.gz", "5m", 5],
] as const;
const cases = LinkageMethod.options.flatMap((method) => references.map((reference) => [method, ...reference] as const));
const why = whyMissing(...references.map((names) => names[0]), ...references.map((names) => names[1]));
type Reference = { readonly returns: number; readonly symbols: string[]; readonly corr: number[][] } & Record<
  `linkage_${LinkageMethod}`,
  number[][]
>;

test.skipIf(why !== "").each(cases)(
  `scipy's numbers, %s linkage, %s${why}`,
  (method, expected, prices, bar, minutes) => {
    const reference = JSON.parse(readReference(expected)) as Reference;
    using folder = openTestFolder({});
    const window = `${reference.returns * minutes}m`;
    const { code, out } = folder.run(
      ...["clusters", "--prices", join(dataDir, prices), "--bar", bar, "--window", window, "--method", method],
    );
    expect(code).toBe(0);
    const output = parse(out);
    expect(output.assets).toEqual(reference.symbols);
    expectClose(output.correlation.flat(), reference.corr.flat());
    expectClose(output.linkage.flat(), reference[`linkage_${method}`].flat());
    // Beside the names of its times, and the matrix, it is the run of the contract.
    const {
      asOf: asOfMs,
      bar: barMs,
      window: windowMs,
      correlation: _,
      ...rest
    } = JSON.parse(out) as Output & {
      bar: number;
      window: number;
    };
    ClusterRun.parse({ ...rest, view: "fast", validUntilMs: asOfMs, asOfMs, barMs, windowMs });
  },
);

function expectClose(values: readonly number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  const worst = values.reduce((most, value, at) => Math.max(most, Math.abs(value - (expected[at] ?? Number.NaN))), 0);
  expect(worst).toBeLessThan(1e-9);
}
