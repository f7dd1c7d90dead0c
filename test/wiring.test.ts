import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { messageContracts } from "../contracts/catalogue.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import type { Stage } from "../contracts/stage.ts";
import { edgeConsumers } from "../worker/consumers.ts";
import { scheduledStages } from "../worker/schedules.ts";
import { isTest, readSourceFiles, type SourceFile } from "./source-files.ts";

const root = join(import.meta.dirname, "..");
const files = readSourceFiles();
const stages = ["ingest", "enrich", "analytics", "evaluate", "execute"];

/** What each folder may import, beside itself: folders, folders in them, or single files. Stages never import each other. */
const layers: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  conditions: ["contracts"],
  statistics: [],
  actors: ["contracts"],
  store: ["contracts"],
  ...Object.fromEntries(stages.map((stage) => [stage, ["contracts", "conditions", "statistics", "actors", "store"]])),
  worker: ["contracts", "conditions", "actors", "store", ...stages],
  // A replay over files is the engine that runs live: its pure core alone, without the registry. What closes a vault without a
  // server is what the vault does; what fills or judges the past is what prices the present.
  cli: [
    "contracts",
    "conditions",
    "statistics",
    "analytics",
    "evaluate/core",
    "execute",
    "ingest",
    "store",
    "local/postgres",
  ],
  // How owners prove themselves to a vault, in a browser or at a keyboard.
  client: ["contracts", "execute/core"],
  // The editor of a condition says what the registry would say, and a session's words are the vault's.
  dashboard: ["contracts", "conditions", "client", "execute/core"],
  local: ["contracts", "conditions", "client", "store", "execute", "ingest", "enrich"],
  // Its vaults are those of the proof against faults: armed through the real acts, on a real chain.
  bench: [
    "contracts",
    "conditions",
    "statistics",
    "actors",
    "store",
    ...stages,
    "worker",
    "local",
    "test/faults",
    "test/find-chromium.ts",
  ],
};
/** The vault Worker's entry stands in its stage's folder and uses the queue shell. */
const entries = new Set(["execute/worker.ts"]);

test("imports point down: contracts ← actors, store ← stages ← worker", () => {
  const wrong = files.flatMap((file) => {
    const allowed = layers[folderOf(file.path)];
    if (allowed === undefined || isTestSupport(file) || entries.has(file.path)) return [];
    return file.imports.flatMap((target) => {
      if (!("path" in target)) return [];
      const within = [folderOf(file.path), ...allowed];
      const isAllowed = within.some((place) => target.path === place || target.path.startsWith(`${place}/`));
      return isAllowed ? [] : [`${file.path} imports ${target.path}`];
    });
  });
  expect(wrong).toEqual([]);
});

test("contracts import zod and nothing else", () => {
  const packages = files
    .filter(({ path }) => path.startsWith("contracts/") && !isTest(path))
    .flatMap(({ imports }) => imports.flatMap((target) => ("package" in target ? [target.package] : [])));
  expect([...new Set(packages)]).toEqual(["zod"]);
});

test("the pure cores read no clock, no chance and no environment", () => {
  const impure =
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bprocess\.env\b|getRandomValues|\bfetch\(/;
  const wrong = files.filter(({ path, text }) => isPure(path) && impure.test(text)).map(({ path }) => path);
  expect(wrong).toEqual([]);
});

test("every import is a declared dependency", () => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<
    string,
    Record<string, string>
  >;
  const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }));
  const builtIn = /^(node|cloudflare):/;
  const missing = files.flatMap(({ path, imports }) =>
    imports.flatMap((target) =>
      "package" in target && !builtIn.test(target.package) && !declared.has(target.package)
        ? [`${path}: ${target.package}`]
        : [],
    ),
  );
  expect(missing).toEqual([]);
});

test("no file is dead: each is reached from a command, a Worker, the page or a test", () => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = reachFrom([...entryPoints, ...files.map(({ path }) => path).filter(isTest)], byPath);
  const stageModules = Object.values(pipelines.stages).map(({ module }) => module);
  const dead = files.map(({ path }) => path).filter((path) => !reached.has(path) && !stageModules.includes(path));
  expect(dead).toEqual([]);
  // And nothing but tests stands on test support.
  const alive = reachFrom(entryPoints, byPath);
  expect([...alive].filter((path) => isTest(path) && !path.startsWith("test/"))).toEqual([]);
});

test("each declared stage exists, bears its name, and declares the same contracts as pipelines.toml", async () => {
  for (const [name, entry] of Object.entries(pipelines.stages)) {
    const module = (await import(join(root, entry.module))) as Record<string, unknown>;
    const stage = Object.values(module).find(
      (value): value is Stage<never, never> => isStage(value) && value.name === name,
    );
    expect(stage, `${entry.module} exports a stage ${name}`).toBeDefined();
    const declared = Object.fromEntries(
      Object.entries(entry.emits).map(([queue, contract]) => [queue, messageContracts[contract]]),
    );
    expect(stage?.output, `${name}: output`).toEqual(declared);
  }
});

test("each queue and each schedule of the edge Worker is run by the stage that pipelines.toml names, or is a workflow", () => {
  const declared = Object.entries(pipelines.stages).filter(([, stage]) => stage.worker === "edge");
  const consumed = declared.flatMap(([name, stage]) => Object.keys(stage.consumes).map((queue) => [queue, name]));
  const wired = Object.entries(edgeConsumers).map(([queue, consumer]) => [queue, consumer?.stage]);
  expect(Object.fromEntries(wired)).toEqual(Object.fromEntries(consumed));
  const scheduled = declared.flatMap(([name, stage]) =>
    stage.cron === undefined || stage.workflow !== undefined ? [] : [name],
  );
  expect(new Set(Object.keys(scheduledStages))).toEqual(new Set(scheduled));
});

test("no secret of one Worker stands in the other, or in a file", () => {
  const { edge, vault } = pipelines.workers;
  expect(edge.secrets.filter((secret) => vault.secrets.includes(secret))).toEqual([]);
  for (const { config } of [edge, vault]) {
    const { vars = {} } = parse(readFileSync(join(root, config), "utf8")) as { vars?: object };
    expect(Object.keys(vars).filter((name) => [...edge.secrets, ...vault.secrets].includes(name))).toEqual([]);
  }
  const edgeFiles = files.filter(({ path }) => path.startsWith("worker/") && !isTest(path));
  expect(
    edgeFiles.filter(({ text }) => vault.secrets.some((secret) => text.includes(secret))).map(({ path }) => path),
  ).toEqual([]);
});

const entryPoints = [
  "worker/index.ts",
  "execute/worker.ts",
  "cli/portent.mjs",
  "cli/main.ts",
  "local/bootstrap.mjs",
  "local/start.ts",
  "local/demo.ts",
  "local/build.ts",
  // Built for the page of a local run.
  "local/demo-wallet/page/entry.ts",
  "test/run-tests.ts",
  "test/run-checks.ts",
  "bench/run-bench.ts",
  "dashboard/src/app/main.tsx",
  // Built by `dashboard/service-worker-plugin.ts`.
  "dashboard/src/service-worker/main.ts",
  // Found by their folders, with no import that names them.
  ...files.map(({ path }) => path).filter((path) => /^dashboard\/src\/panels\/[^/]+\/manifest\.ts$/.test(path)),
  "dashboard/vite.config.ts",
  "vitest.config.ts",
];

const folderOf = (path: string): string => path.split("/")[0] ?? "";
const isPure = (path: string): boolean =>
  !isTest(path) &&
  (/^(ingest|enrich|analytics|evaluate|execute)\/core\//.test(path) ||
    /^(conditions|contracts|statistics)\//.test(path));
/** Tests, and the files beside them that only tests use, may reach for the real chain and database. */
const isTestSupport = ({ path }: SourceFile): boolean =>
  isTest(path) || /\/(test|memory|sample)-[a-z-]+\.ts$/.test(path);

function reachFrom(starts: readonly string[], byPath: ReadonlyMap<string, SourceFile>): Set<string> {
  const reached = new Set<string>();
  const queue = [...starts];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (reached.has(path) || !byPath.has(path)) continue;
    reached.add(path);
    for (const target of byPath.get(path)?.imports ?? []) if ("path" in target) queue.push(target.path);
  }
  return reached;
}

const isStage = (value: unknown): value is Stage<never, never> =>
  typeof value === "object" && value !== null && "process" in value && "output" in value;
