import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { writeBuildList } from "./build-list.ts";
import { bundleWorkers } from "./bundle-workers.ts";
import { engineManifest, writeConsoleEngine } from "./console-engine.ts";
import { firstLoad } from "./first-load.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dashboard", "dist");
const stampPath = join(dist, ".built-from");

/** Builds the dashboard where its sources changed since the last build. */
export async function buildDashboard(log: (line: string) => void): Promise<void> {
  const inputs = hashOf([
    ...["src", "public", "index.html", "vite.config.ts", "service-worker-plugin.ts"].map((path) =>
      join(root, "dashboard", path),
    ),
    ...["contracts", "conditions", "client", "execute/core"].map((path) => join(root, path)),
    join(root, "local", "build-list.ts"),
    engineManifest,
  ]);
  if (existsSync(stampPath) && readFileSync(stampPath, "utf8") === inputs) return;
  const output: string[] = [];
  const child = spawn(
    process.execPath,
    [join(root, "node_modules/vite/bin/vite.js"), "build", join(root, "dashboard"), "--logLevel", "warn"],
    { cwd: root, stdio: ["ignore", "pipe", "pipe"] },
  );
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`the dashboard could not be built:\n${output.join("").trim()}`);
  writeConsoleEngine(dist);
  writeBuildList(dist);
  writeFileSync(stampPath, inputs);
  log("the dashboard was built");
}

export type PageFile = {
  readonly name: string;
  readonly bytes: number;
  readonly gzipBytes: number;
  /** Before the first view stands; else when something is opened that needs it. */
  readonly isFirstLoad: boolean;
};

/** The files of the built page with their sizes, those of the first load before the others. */
export function pageSizes(): readonly PageFile[] {
  const texts = new Map(
    filesUnder(dist)
      .filter((path) => /\.(js|css|html)$/.test(path))
      .map((path) => [path.slice(dist.length + 1), readFileSync(path, "utf8")]),
  );
  const first = firstLoad(texts);
  return [...texts]
    .map(([name, text]) => ({
      name,
      bytes: Buffer.byteLength(text),
      gzipBytes: gzipSync(text).length,
      isFirstLoad: first.has(name),
    }))
    .toSorted((a, b) => Number(b.isFirstLoad) - Number(a.isFirstLoad) || (a.name < b.name ? -1 : 1));
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesUnder).sort()) hash.update(path.slice(root.length)).update(readFileSync(path));
  return hash.digest("hex");
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name));
}

const kb = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;

if (process.argv[1] === import.meta.filename) {
  const say = (line: string) => console.log(line);
  await buildDashboard(say);
  const tell = ({ name, bytes, gzipBytes }: { name: string; bytes: number; gzipBytes: number }) =>
    say(`  ${name}: ${kb(bytes)}, gzipped ${kb(gzipBytes)}`);
  const files = pageSizes();
  const first = files.filter(({ isFirstLoad }) => isFirstLoad);
  say(`first load: gzipped ${kb(first.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0))} of at most 250 kB`);
  first.forEach(tell);
  say("when something is opened that needs it:");
  files.filter(({ isFirstLoad }) => !isFirstLoad).forEach(tell);
  say("Workers:");
  (await bundleWorkers()).forEach(tell);
}
