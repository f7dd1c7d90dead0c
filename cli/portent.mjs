#!/usr/bin/env node
// Plain JavaScript for any Node: finds the project's own Node, which runs TypeScript, and hands over.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const node = `${root}node_modules/node/bin/node`;
if (!existsSync(node)) {
  console.error("portent: dependencies are not installed; run `npm ci` in the project first");
  process.exit(2);
}
const run = spawnSync(node, [`${root}cli/main.ts`, ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(run.status ?? 2);
