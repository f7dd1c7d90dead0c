import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PipelinesFile } from "../../contracts/pipelines-file.ts";
import { checkPipelines } from "./check.ts";
import { describeSignals } from "./describe-signals.ts";
import { generateModule, generateWranglerSections, spliceWrangler } from "./generate.ts";
import { drawGraph } from "./graph.ts";
import { loadPipelines, type PipelineProblem } from "./load.ts";

export const pipelinesHelp = `Usage: portent pipelines <check | gen | graph> [--file PATH]

  check   validates pipelines.toml and that the generated files agree with it
  gen     writes the generated parts of wrangler.toml and execute/wrangler.toml, contracts/pipelines.gen.ts and docs/signals.md
  graph   prints the pipeline as a Mermaid flow chart

Mistakes are printed one a line as file:line: path: what is wrong; the exit code is then 2.`;

/** Runs one of the pipeline commands in the project at `root`. Returns the exit code. */
export function runPipelinesCommand(root: string, args: readonly string[], out: (line: string) => void): number {
  const [verb, ...rest] = args;
  const fileName = rest[0] === "--file" && rest[1] !== undefined ? rest[1] : "pipelines.toml";
  if (verb !== "check" && verb !== "gen" && verb !== "graph") {
    out(pipelinesHelp);
    return verb === "--help" ? 0 : 2;
  }
  const path = join(root, fileName);
  if (!existsSync(path)) {
    out(`${fileName}: there is no such file`);
    return 2;
  }
  const text = readFileSync(path, "utf8");
  const loaded = loadPipelines(text);
  if (!loaded.ok) return fail(fileName, loaded.error, out);
  const problems = checkPipelines(loaded.value, text, { moduleExists: (module) => existsSync(join(root, module)) });
  if (problems.length > 0) return fail(fileName, problems, out);
  if (verb === "graph") {
    out(drawGraph(loaded.value).trimEnd());
    return 0;
  }
  return verb === "gen" ? write(root, loaded.value, out) : compare(root, loaded.value, out);
}

/** The generated files and what they should hold, from what stands in them now. */
export function generatedFiles(
  root: string,
  file: PipelinesFile,
): readonly { path: string; text: string; now: string }[] {
  const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "");
  const wranglers = (["edge", "vault"] as const).map((worker) => {
    const path = file.workers[worker].config;
    const now = read(path);
    return { path, now, text: spliceWrangler(now, generateWranglerSections(file, worker)) };
  });
  const whole = [
    { path: "contracts/pipelines.gen.ts", text: generateModule(file) },
    { path: "docs/signals.md", text: describeSignals(file) },
  ];
  return [...wranglers, ...whole.map(({ path, text }) => ({ path, now: read(path), text }))];
}

function write(root: string, file: PipelinesFile, out: (line: string) => void): number {
  for (const { path, text, now } of generatedFiles(root, file)) {
    if (text !== now) writeFileSync(join(root, path), text);
    out(`${path}: ${text === now ? "up to date" : "written"}`);
  }
  return 0;
}

function compare(root: string, file: PipelinesFile, out: (line: string) => void): number {
  const stale = generatedFiles(root, file).filter(({ text, now }) => text !== now);
  for (const { path } of stale) out(`${path}: differs from pipelines.toml; run \`npm run portent -- pipelines gen\``);
  if (stale.length === 0) out("pipelines.toml is sound and the generated files agree with it");
  return stale.length === 0 ? 0 : 2;
}

function fail(fileName: string, problems: readonly PipelineProblem[], out: (line: string) => void): number {
  for (const { path, line, message } of problems) {
    out([line === null ? fileName : `${fileName}:${line}`, path, message].filter((part) => part !== "").join(": "));
  }
  return 2;
}
