import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import { deriveFireId, type TriggerId } from "../../contracts/ids.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { openTestFolder, type TestFolder } from "../test-run-portent.ts";

const startMs = 1_621_123_200_000;
const minute = (index: number): number => startMs + index * 60_000;
const prices = (symbol: string, values: readonly number[], stepMinutes = 2) =>
  ["ts_ms,symbol,price", ...values.map((value, at) => `${minute(at * stepMinutes)},${symbol},${value}`)].join("\n");
const bars = (symbol: string, values: readonly number[]) =>
  [
    "ts_ms,symbol,open,high,low,close,volume",
    ...values.map((value, at) => `${minute(at)},${symbol},${value},${value + 1},${value - 1},${value},0`),
  ].join("\n");

const low = { id: "low", when: "price('ETH/USDT') < 3", mode: "repeat" };
const files = {
  "eth.csv": prices("ETH/USDT", [5, 2, 5, 2]),
  "btc.csv": bars("BTC/USDT", [40, 41, 42, 43]),
  "t.json": JSON.stringify([low]),
};
const given = ["replay", "--prices", "eth.csv", "--triggers", "t.json"];

/** The fires as `id@minute`. */
const firesOf = (lines: string): string[] =>
  lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { trigger: string; at: number })
    .map(({ trigger, at }) => `${trigger}@${(at - startMs) / 60_000}`);

/** Writes the triggers and replays. */
function play(folder: TestFolder, triggers: readonly object[], ...args: readonly string[]) {
  folder.write("t.json", JSON.stringify(triggers));
  const { code, out, err } = folder.run("replay", "--triggers", "t.json", ...args);
  return { code, fires: firesOf(out), err };
}

test("one JSON line per fire, keys and numbers as they are documented", async () => {
  using folder = openTestFolder({ ...files, "eth.csv": prices("ETH/USDT", [5, 0.1 + 0.2, 5, 1e-7]) });
  const { code, out, err } = folder.run(...given);
  const id = "low" as TriggerId;
  const line = async (at: number, epoch: number, left: string) =>
    `{"trigger":"low","fireId":"${await deriveFireId(id, 1, epoch)}","at":${at},"epoch":${epoch},` +
    `"snapshot":"grid:${at}","explain":[{"leaf":"price('ETH/USDT') < 3","left":${left},"op":"<","right":3,` +
    `"sampleAt":${at},"holds":true}]}\n`;
  expect(out).toBe((await line(minute(2), 0, "0.30000000000000004")) + (await line(minute(6), 1, "1e-7")));
  expect(code).toBe(0);
  expect(err.replace(/^(elapsed|evaluations\/s) .*$/gm, "$1")).toBe(
    [
      "evaluations          4",
      "samples              4",
      "refused rows         0",
      "duplicates           0",
      "known after the last 0",
      "fires                2",
      "  low: 2",
      "elapsed",
      "evaluations/s",
      "",
    ].join("\n"),
  );
});

test("the same bytes each time, to a file and to standard output", () => {
  using folder = openTestFolder(files);
  const { out } = folder.run(...given);
  expect(firesOf(out)).toEqual(["low@2", "low@6"]);
  for (const name of ["a.jsonl", "b.jsonl"])
    expect(folder.run(...given, "--out", name)).toMatchObject({ code: 0, out: "" });
  expect([folder.read("a.jsonl"), folder.read("b.jsonl")]).toEqual([out, out]);
});

test("by portent.mjs, from any folder, with any Node", () => {
  using folder = openTestFolder(files);
  const launcher = join(import.meta.dirname, "../portent.mjs");
  const { status, stdout } = spawnSync("node", [launcher, ...given], { cwd: folder.path, encoding: "utf8" });
  expect({ status, fires: firesOf(stdout) }).toEqual({ status: 0, fires: ["low@2", "low@6"] });
});

test("fires are ordered by time, then by trigger id by code point", () => {
  const ids = ["b", "\u{1f600}", "\uffe0", "a", "Z", "ä"];
  using folder = openTestFolder(files);
  const { fires } = play(
    folder,
    ids.map((id) => ({ ...low, id })),
    "--prices",
    "eth.csv",
  );
  const ordered = ids.toSorted(compareCodePoints);
  expect(ordered).toEqual(["Z", "a", "b", "ä", "\uffe0", "\u{1f600}"]);
  expect(fires).toEqual([2, 6].flatMap((at) => ordered.map((id) => `${id}@${at}`)));
});

test.each<readonly [title: string, args: readonly string[], condition: string, fires: readonly string[]]>([
  ["several files after one option", ["--prices", "eth.csv", "btc.csv"], "price('BTC/USDT') > 41", ["t@4"]],
  ["and after several", ["--prices", "eth.csv", "--prices", "btc.csv"], "price('BTC/USDT') > 41", ["t@4"]],
  ["a bar is known when it ends", ["--prices", "btc.csv", "--cadence", "1m"], "price('BTC/USDT') > 42", ["t@4"]],
  ["of a length that is given", ["--prices", "btc.csv", "--bar-length", "5m"], "price('BTC/USDT') > 40", ["t@6"]],
  [
    "the last bars of an interval count, with the range of all",
    ["--prices", "btc.csv"],
    "low('BTC/USDT') == 39",
    ["t@2"],
  ],
  [
    "evaluations are multiples of the cadence since 1970",
    ["--prices", "eth.csv", "--cadence", "4m"],
    "price('ETH/USDT') > 1",
    ["t@0"],
  ],
  ["as far as the last sample", ["--prices", "eth.csv", "--cadence", "5m"], "low('ETH/USDT') == 2", ["t@5"]],
  ["packed", ["--prices", "eth.csv.gz"], "price('ETH/USDT') < 3", ["t@2"]],
  ["with a byte order mark", ["--prices", "bom.csv"], "price('ETH/USDT') < 3", ["t@2"]],
])("%s", (_, args, condition, fires) => {
  using folder = openTestFolder({
    ...files,
    "eth.csv.gz": gzipSync(files["eth.csv"]),
    "bom.csv": `\uFEFF${files["eth.csv"]}`,
  });
  expect(play(folder, [{ id: "t", when: condition }], ...args)).toMatchObject({ code: 0, fires });
});

test("duplicates over files: the last in the order given wins, and each is counted", () => {
  using folder = openTestFolder({ ...files, "later.csv": prices("ETH/USDT", [5, 5, 5, 5, 2]) });
  const forward = play(folder, [low], "--prices", "eth.csv", "later.csv");
  expect(forward).toMatchObject({ code: 0, fires: ["low@8"] });
  expect(forward.err).toMatch(/^duplicates +4$/m);
  expect(forward.err).toMatch(/^samples +5$/m);
  expect(play(folder, [low], "--prices", "later.csv", "eth.csv").fires).toEqual(["low@2", "low@6"]);
});

test("rows that cannot be used are told with their lines, counted, and left out", () => {
  const bad = Array.from({ length: 23 }, (_, at) => `${minute(at)},ETH/USDT,-1`);
  using folder = openTestFolder({ ...files, "bad.csv": [files["eth.csv"], ...bad].join("\n") });
  const { code, out, err } = folder.run("replay", "--prices", "bad.csv", "--triggers", "t.json");
  expect({ code, fires: firesOf(out) }).toEqual({ code: 0, fires: ["low@2", "low@6"] });
  expect(err).toContain("refused bad.csv:6: price is not above 0: -1\n");
  expect(err).toContain("refused bad.csv:25: price is not above 0: -1\nrefused 3 more rows\n");
  expect(err).toMatch(/^refused rows +23$/m);
});

test.each<readonly [title: string, args: readonly string[], message: string]>([
  ["a row of prices", ["--prices", "bad.csv"], "bad.csv:6: price is missing"],
  ["a line of signals", ["--prices", "eth.csv", "--signals", "bad.jsonl"], "bad.jsonl:1: is not JSON"],
])("--strict: %s that cannot be used ends the run", (_, args, message) => {
  using folder = openTestFolder({ ...files, "bad.csv": `${files["eth.csv"]}\n1,ETH/USDT`, "bad.jsonl": "x" });
  const plain = [...args, "--triggers", "t.json"];
  expect(folder.run("replay", ...plain).code).toBe(0);
  const { code, out, err } = folder.run("replay", ...plain, "--strict");
  expect({ code, out, err }).toEqual({ code: 2, out: "", err: `portent replay: ${message}\n` });
});

const signal = (key: string, value: number, at: number, more: object = {}) =>
  JSON.stringify({ key, value, ts_ms: minute(at), ...more });

test("events and signals, in files of either option", () => {
  using folder = openTestFolder({
    ...files,
    "e.jsonl": [signal("event.hack.bridge", 1, 1), signal("event.quake", 1, 3), signal("market.vote", 0, 3)].join("\n"),
    "s.jsonl": [
      signal("factor.risk", -0.5, -10, { valid_until_ms: minute(3) }),
      signal("market.vote", 0.7, 3),
      signal("cluster.ETH/USDT.stress", 2, 4),
    ].join("\n"),
  });
  const triggers = [
    { id: "events", when: "eventCount('hack', '2m') == 1" },
    { id: "all", when: "eventCount('*', '4m') == 2" },
    { id: "factor", when: "factor('risk') < 0" },
    { id: "market", when: "market('vote') > 0.5" },
    { id: "cluster", when: "cluster('ETH/USDT', 'stress') > 1" },
    { id: "name", when: 'signal("price.ETH/USDT") < 3 && signal("market.vote") > 0.5' },
  ];
  const args = ["--prices", "eth.csv", "--events", "e.jsonl", "--signals", "s.jsonl"];
  const played = play(folder, triggers, ...args);
  // One sample of market.vote is in both files: that of --signals, which come after --events, stands.
  expect(played.err).toMatch(/^duplicates +1$/m);
  expect(played).toMatchObject({
    code: 0,
    fires: ["factor@0", "events@2", "all@4", "cluster@4", "market@4", "name@6"],
  });
});

test.each<readonly [own: string | undefined, option: string | undefined, fires: readonly string[]]>([
  [undefined, undefined, ["t@8"]],
  [undefined, "2m", ["t@4"]],
  [undefined, "0s", ["t@2"]],
  ["4m", "2m", ["t@6"]],
])("a trigger's age %s goes before --max-staleness %s, then three steps", (own, option, fires) => {
  using folder = openTestFolder({ "a.csv": prices("A", [1]), "clock.csv": prices("CLOCK", [1, 1, 1, 1, 1, 1]) });
  const lost = { id: "t", when: "price('A') > 2", noData: "fire", priority: "protective" };
  const trigger = own === undefined ? lost : { ...lost, maxStaleness: own };
  const args = option === undefined ? [] : ["--max-staleness", option];
  expect(play(folder, [trigger], "--prices", "a.csv", "clock.csv", ...args)).toMatchObject({ code: 0, fires });
});

test("what becomes known after the last evaluation is counted, and plays no part", () => {
  using folder = openTestFolder({
    ...files,
    "s.jsonl": [signal("factor.risk", 1, 0), signal("factor.risk", 1, 7)].join("\n"),
  });
  const touched = { id: "t", when: "low('ETH/USDT') == 2" };
  const { fires, err } = play(folder, [touched], "--prices", "eth.csv", "--signals", "s.jsonl", "--cadence", "5m");
  expect(fires).toEqual(["t@5"]);
  // Of the prices that of minute 6, of the signals that of minute 7.
  expect(err).toMatch(/^known after the last 2$/m);
});

test("--guard: a trigger that would fire more often disables itself; without it there is none", () => {
  using folder = openTestFolder({ ...files, "eth.csv": prices("ETH/USDT", [2, 5, 2, 5, 2, 5, 2]) });
  const fires = (...args: readonly string[]) => play(folder, [low], "--prices", "eth.csv", ...args).fires;
  expect(fires()).toEqual(["low@0", "low@4", "low@8", "low@12"]);
  expect(fires("--guard", "2/1h")).toEqual(["low@0", "low@4"]);
  expect(fires("--guard", "2/8m")).toEqual(["low@0", "low@4", "low@8", "low@12"]);
});

test("--guard alone is the guard that runs live", () => {
  const { guard_fires: firesMax, guard_window: window } = pipelines.pipeline;
  const values = Array.from({ length: 4 * firesMax }, (_, at) => (at % 2 === 0 ? 2 : 5));
  using folder = openTestFolder({ ...files, "eth.csv": prices("ETH/USDT", values) });
  const own = play(folder, [low], "--prices", "eth.csv", "--guard", `${firesMax}/${window}`);
  expect(own.fires.length).toBe(firesMax);
  for (const args of [["--guard"], ["--guard", "--strict"]]) {
    expect(play(folder, [low], "--prices", "eth.csv", ...args).fires).toEqual(own.fires);
  }
});

test("--check-look-ahead replays shorter histories, and says what it found", () => {
  using folder = openTestFolder(files);
  const { code, out, err } = folder.run(...given, "--check-look-ahead");
  expect({ code, fires: firesOf(out) }).toEqual({ code: 0, fires: ["low@2", "low@6"] });
  expect(err).toMatch(/look-ahead: none; ten shorter histories give the same fires\n$/);
});

test("a reader that has seen enough ends it quietly", async () => {
  const values = Array.from({ length: 8_000 }, (_, at) => (at % 2 === 0 ? 5 : 2));
  using folder = openTestFolder({ ...files, "eth.csv": prices("ETH/USDT", values) });
  const main = join(import.meta.dirname, "../main.ts");
  const run = spawn(process.execPath, [main, ...given], { cwd: folder.path, stdio: ["ignore", "pipe", "pipe"] });
  run.stdout.once("data", () => run.stdout.destroy());
  const [err, [code]] = await Promise.all([text(run.stderr), once(run, "exit")]);
  expect(code).toBe(0);
  expect(err).not.toContain("EPIPE");
});

const mistake = (condition: string): readonly object[] => [{ ...low, when: condition }];

test.each<readonly [title: string, triggers: readonly object[], args: readonly string[], messages: readonly string[]]>([
  [
    "an unknown symbol, with its place and what was meant",
    mistake("1 > 2 * price('ETHUSDT')"),
    [],
    [
      "t.json: trigger low, when: at character 9: there is no signal price.ETHUSDT; did you mean price('ETH/USDT')?",
      "\n        ^",
    ],
  ],
  ["an unknown field", [{ ...low, colour: "red" }], [], ['trigger 1 (low): Unrecognized key: "colour"']],
  [
    "a window that is no multiple of the cadence",
    mistake("sma(price('ETH/USDT'), '3m') > 1"),
    [],
    ["at character 24: a window must be a whole multiple of 2m; the nearest are 2m and 4m"],
  ],
  [
    "nor of a cadence that is given",
    mistake("sma(price('ETH/USDT'), '4m') > 1"),
    ["--cadence", "3m"],
    ["multiple of 3m"],
  ],
  [
    "mixed units",
    mistake("price('ETH/USDT') < price('ETH/BTC')"),
    [],
    ["at character 21: ", "they cannot be compared"],
  ],
  [
    "an ema shorter than a step",
    mistake("ema(price('BTC/USDT'), '2m') > 1"),
    ["--bar-length", "4m"],
    ["its ema is at least that long"],
  ],
  ["fire without protective", [{ ...low, noData: "fire" }], [], ['needs "priority": "protective"']],
  [
    "one symbol in two shapes",
    [low],
    ["--prices", "eth-bars.csv"],
    ["eth-bars.csv: ETH/USDT is in another file with another shape"],
  ],
  ["no price file", [low], ["--prices", "none.csv"], ["none.csv: there is no such file"]],
  ["a folder", [low], ["--prices", "."], [".: is a folder"]],
  ["a packed file that is broken", [low], ["--prices", "broken.csv.gz"], ["broken.csv.gz: "]],
  ["another header", [low], ["--prices", "t.json"], ["t.json:1: expected the header"]],
  ["bars of unknown length", [low], ["--prices", "one.csv"], ["one.csv: no symbol has two rows", "--bar-length"]],
  [
    "a signal that is a price, too",
    [low],
    ["--signals", "twice.jsonl"],
    ["price.ETH/USDT is in a price file and among the signals"],
  ],
  ["no cadence", [low], ["--cadence", "2"], ["--cadence: expected a duration"]],
  ["a cadence of 0", [low], ["--cadence", "0m"], ["--cadence: expected a duration"]],
  ["no guard", [low], ["--guard", "10"], ["--guard: expected fires per time such as 10/1h"]],
  ["a guard of no fires", [low], ["--guard", "0/1h"], ["--guard: expected fires per time such as 10/1h"]],
  ["a guard of no time", [low], ["--guard", "10/0h"], ["--guard: expected fires per time such as 10/1h"]],
  ["an unknown option", [low], ["--fast"], ["--fast"]],
])("%s: exit code 2, and nothing is written", (_, triggers, args, messages) => {
  using folder = openTestFolder({
    ...files,
    "eth-bars.csv": bars("ETH/USDT", [3, 4]),
    "ethbtc.csv": prices("ETH/BTC", [1, 2]),
    "one.csv": bars("LTC/USDT", [1]),
    "broken.csv.gz": "no gzip",
    "twice.jsonl": signal("price.ETH/USDT", 1, 0),
    "kept.jsonl": "kept",
    "t.json": JSON.stringify(triggers),
  });
  const names = folder.names();
  const priceFiles = ["--prices", "eth.csv", "ethbtc.csv", "btc.csv"];
  const { code, out, err } = folder.run(
    "replay",
    ...priceFiles,
    "--triggers",
    "t.json",
    "--out",
    "kept.jsonl",
    ...args,
  );
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^portent replay: /);
  for (const message of messages) expect(err).toContain(message);
  expect(folder.read("kept.jsonl")).toBe("kept");
  expect(folder.names()).toEqual(names);
});

test.each<readonly [args: readonly string[], message: string]>([
  [["--triggers", "t.json"], "--prices: name at least one file"],
  [["--prices", "eth.csv"], "--triggers: name a file of triggers"],
  [["--prices", "eth.csv", "--triggers", "none.json"], "none.json: there is no such file"],
  [["--prices", "eth.csv", "--triggers", "eth.csv"], "eth.csv: is not JSON"],
])("replay %j says what is missing", (args, message) => {
  using folder = openTestFolder(files);
  const { code, err } = folder.run("replay", ...args);
  expect(code).toBe(2);
  expect(err).toContain(`portent replay: ${message}`);
});

test.each(["none/f.jsonl", "."])("--out %s: exit code 2, and nothing is left behind", (out) => {
  using folder = openTestFolder(files);
  const names = folder.names();
  const { code, err } = folder.run(...given, "--out", out);
  expect(code).toBe(2);
  expect(err).toContain("portent replay: --out: ");
  expect(folder.names()).toEqual(names);
});

test("a run that is killed while it writes leaves the old file as it was", () => {
  using folder = openTestFolder({ ...files, "kept.jsonl": "kept" });
  // A limit on the size of files ends the writing in the middle.
  const values = Array.from({ length: 4_000 }, (_, at) => (at % 2 === 0 ? 5 : 2));
  folder.write("eth.csv", prices("ETH/USDT", values));
  const main = join(import.meta.dirname, "../main.ts");
  const command = `ulimit -f 64; exec "${process.execPath}" "${main}" "$@"`;
  const args = ["-c", command, "sh", ...given, "--out", "kept.jsonl"];
  const { status, signal: killed } = spawnSync("sh", args, { cwd: folder.path, encoding: "utf8" });
  expect([status, killed]).not.toEqual([0, null]);
  expect(folder.read("kept.jsonl")).toBe("kept");
});

test("--help tells the options", () => {
  using folder = openTestFolder({});
  const { code, out, err } = folder.run("replay", "--help");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  for (const option of ["--prices", "--triggers", "--out", "--cadence", "--bar-length", "--max-staleness", "--guard"]) {
    expect(out).toContain(`  ${option} `);
  }
});

test.each([["--help"], []])("portent %s lists the commands", (...args) => {
  using folder = openTestFolder({});
  const { code, out } = folder.run(...args);
  expect(code).toBe(0);
  for (const command of ["replay", "backtest", "pipelines"]) expect(out).toContain(`\n  ${command} `);
});

test("a command that there is not", () => {
  using folder = openTestFolder({});
  expect(folder.run("reply")).toMatchObject({
    code: 2,
    err: "portent: there is no command reply; portent --help lists them\n",
  });
});
