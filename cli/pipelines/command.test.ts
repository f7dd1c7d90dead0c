import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { runPipelinesCommand } from "./command.ts";

const project = join(import.meta.dirname, "../..");
let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "portent-pipelines-"));
  const modules = [...Object.values(pipelines.stages), ...Object.values(pipelines.sources)].map(({ module }) => module);
  for (const path of [
    "pipelines.toml",
    "wrangler.toml",
    "execute/wrangler.toml",
    "contracts/pipelines.gen.ts",
    "docs/signals.md",
    ...modules,
  ]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(join(project, path), join(root, path));
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const file = (path: string) => readFileSync(join(root, path), "utf8");
function run(...args: string[]): { code: number; lines: string[] } {
  const lines: string[] = [];
  return { code: runPipelinesCommand(root, args, (line) => lines.push(line)), lines };
}
/** The number of the line that a text begins in, so that the table stays right when the file grows. */
const lineOf = (text: string) =>
  file("pipelines.toml").slice(0, file("pipelines.toml").indexOf(text)).split("\n").length;

test("the project's own file is sound, and everything generated agrees with it", () => {
  expect(run("check")).toEqual({ code: 0, lines: ["pipelines.toml is sound and the generated files agree with it"] });
  expect(run("gen").lines.every((line) => line.endsWith("up to date"))).toBe(true);
});

test.each<[string, string, string, string, string]>([
  ["an unknown key", "quorum = 1 ", "quorum = 1 \nqourum = 2 ", "qourum", "pipeline.qourum: unknown key"],
  [
    "a value of another type",
    "quorum = 1 ",
    'quorum = "one" ',
    "quorum",
    "pipeline.quorum: Invalid input: expected number, received string",
  ],
  [
    "a duration that is none",
    'cadence = "2m"',
    'cadence = "two minutes"',
    "cadence",
    "pipeline.cadence: expected a whole number and one of s, m, h, d",
  ],
  [
    "a consumer field left to its default",
    "max_concurrency = 10\n",
    "",
    "[queues.fires]",
    "queues.fires.max_concurrency: Invalid input: expected number, received undefined",
  ],
  [
    "a limit of the platform",
    "max_batch_size = 50",
    "max_batch_size = 500",
    "max_batch_size = 500",
    "queues.journal.max_batch_size: Too big: expected number to be <=100",
  ],
  [
    "an edge to nowhere",
    'emits = { fires = "fires@2" }',
    'emits = { fires = "fires@2", fired = "fires@2" }',
    "emits = { fires",
    "stages.evaluate.emits.fired: there is no queue fired",
  ],
  [
    "another contract than the queue carries",
    'consumes = { ticks = "price-ticks@2" }',
    'consumes = { ticks = "price-ticks@3" }',
    "consumes = { ticks",
    "stages.ticks.consumes.ticks: there is no contract price-ticks@3",
  ],
  [
    "a queue with two consumers",
    'module = "evaluate/catch-up-stage.ts"',
    'module = "evaluate/catch-up-stage.ts"\nconsumes = { signals = "signal-samples@2" }',
    "[queues.signals]",
    "queues.signals: a queue has one consumer; these stages consume it: evaluate, catch-up",
  ],
  [
    "a queue without a consumer",
    'consumes = { ticks = "price-ticks@2" }',
    'cron = "* * * * *"',
    "[queues.ticks]",
    "queues.ticks: no stage consumes this queue: its messages would vanish",
  ],
  [
    "a dead-letter queue without a consumer",
    'ticks-dead = "dead-letter@1", ',
    "",
    "[queues.ticks-dead]",
    "queues.ticks-dead: no stage consumes this queue: its messages would vanish",
  ],
  [
    "no dead-letter queue",
    'dead_letter = "fires-dead"\n',
    "",
    "[queues.fires]",
    "queues.fires: dead_letter is missing: what fails for good would be lost",
  ],
  [
    "a secret in both Workers",
    'secrets = ["DATABASE_URL", "FIRES_SIGNING_KEY"]',
    'secrets = ["DATABASE_URL", "RELAYER_KEY"]',
    "secrets = [",
    "workers.edge.secrets: RELAYER_KEY stands in both Workers: a secret belongs to one",
  ],
  [
    "a module that does not exist",
    'module = "ingest/stage.ts"',
    'module = "ingest/stages.ts"',
    'module = "ingest/stages.ts"',
    "stages.ingest.module: there is no file ingest/stages.ts",
  ],
  [
    "a weekday by number",
    'cron = "0 */6 * * *"',
    'cron = "0 */6 * * 1"',
    'cron = "0 */6',
    "stages.analytics.cron: name the weekdays: on this platform 1 is Sunday",
  ],
  [
    "a schedule that is none",
    'cron = "0 */6 * * *"',
    'cron = "61 */6 * * *"',
    'cron = "61',
    "stages.analytics.cron: not a schedule",
  ],
  [
    "a declared edge to an asset that does not exist",
    "[datasets.prices]",
    "[cascade_priors.x]\nfrom = 'BTC-USD'\nto = 'XYZ-USD'\nweight = 0.1\nlag = '4m'\nreason = 'r'\n\n[datasets.prices]",
    "to = 'XYZ-USD'",
    "cascade_priors.x.to: there is no asset XYZ-USD",
  ],
  [
    "a declared edge from an asset to itself",
    "[datasets.prices]",
    "[cascade_priors.x]\nfrom = 'BTC-USD'\nto = 'BTC-USD'\nweight = 0.1\nlag = '4m'\nreason = 'r'\n\n[datasets.prices]",
    "to = 'BTC-USD'",
    "cascade_priors.x.to: an asset does not follow itself",
  ],
  [
    "a workflow that does not exist",
    'workflow = "enrich"',
    'workflow = "enriching"',
    'workflow = "enriching"',
    "stages.enrich.workflow: there is no workflow enriching",
  ],
  [
    "a stablecoin that is to vouch for itself",
    'okx = { symbol = "USDT-USD", quote = "USD" }',
    'okx = "USDT-USD"',
    'okx = "USDT-USD"',
    "a stablecoin is priced in dollars alone, and okx quotes it in USDT",
  ],
  [
    "a chain that does not exist",
    'chain = "arbitrum"',
    'chain = "arbitrary"',
    'chain = "arbitrary"',
    "there is no chain arbitrary",
  ],
  [
    "a source that is stale before it is late",
    'freshness = { warn = "40m", error = "90m" }\n\n[sources.base-fee]',
    'freshness = { warn = "40m", error = "40m" }\n\n[sources.base-fee]',
    'freshness = { warn = "40m", error = "40m" }',
    "sources.okx-derivatives.freshness: warn must be shorter than error",
  ],
  [
    "a prediction market without its source",
    "[markets]\n",
    '[markets.cut]\nquestion = "Cut?"\nsource = "usgs"\nref = "cut"\n',
    'source = "usgs"',
    "markets.cut.source: there is no source of prediction markets usgs",
  ],
  [
    "a source that does not exist",
    'kraken = "AAVEUSD"',
    'krakem = "AAVEUSD"',
    "krakem",
    "there is no price source krakem",
  ],
])("%s: one line with its place, exit code 2, nothing written", (_what, from, to, place, message) => {
  const text = file("pipelines.toml");
  expect(text).toContain(from);
  writeFileSync(
    join(root, "pipelines.toml"),
    text.replace(from, () => to),
  );
  const before = file("wrangler.toml");
  const { code, lines } = run("gen");
  expect(code).toBe(2);
  const line = lines.find((text) => text.includes(message));
  expect(line, lines.join("\n")).toBeDefined();
  expect(line?.startsWith(`pipelines.toml:${lineOf(place)}: `), line).toBe(true);
  expect(file("wrangler.toml")).toBe(before);
});

test("text that is no TOML names its line", () => {
  writeFileSync(join(root, "pipelines.toml"), file("pipelines.toml").replace("[workers.edge]", "[workers.edge"));
  const { code, lines } = run("check");
  expect(code).toBe(2);
  expect(lines[0]).toMatch(new RegExp(`^pipelines.toml:${lineOf("[workers.edge")}: `));
});

test("a generated file that was edited is stale; gen mends it and keeps what a person wrote above", () => {
  const original = file("wrangler.toml");
  writeFileSync(
    join(root, "wrangler.toml"),
    original.replace("max_batch_size = 50", "max_batch_size = 51").replace('FEED = "live"', 'FEED = "recorded"'),
  );
  expect(run("check")).toEqual({
    code: 2,
    lines: ["wrangler.toml: differs from pipelines.toml; run `npm run portent -- pipelines gen`"],
  });
  expect(run("gen").lines).toContain("wrangler.toml: written");
  expect(file("wrangler.toml")).toBe(original.replace('FEED = "live"', 'FEED = "recorded"'));
  expect(run("check").code).toBe(0);
});

test("the graph is Mermaid, with every stage, queue and schedule", () => {
  const { code, lines } = run("graph");
  expect(code).toBe(0);
  const [graph = ""] = lines;
  expect(graph.startsWith("flowchart LR\n")).toBe(true);
  for (const name of Object.keys(pipelines.stages))
    expect(graph).toContain(`stage_${name.replaceAll("-", "_")}["${name}`);
  for (const name of Object.keys(pipelines.queues))
    expect(graph).toContain(`queue_${name.replaceAll("-", "_")}[/"${name}"/]`);
  expect(graph).toContain("stage_evaluate -->|fires@2| queue_fires");
  expect(graph).toContain("queue_fires --> stage_execute");
  expect(graph).toContain("queue_fires -.-> queue_fires_dead");
});

test.each([
  [["check", "--file", "nowhere.toml"], 2, "nowhere.toml: there is no such file"],
  [["draw"], 2, "Usage: portent pipelines"],
  [["--help"], 0, "Usage: portent pipelines"],
])("%j", (args, code, text) => {
  const result = run(...args);
  expect(result.code).toBe(code);
  expect(result.lines.join("\n")).toContain(text);
});
