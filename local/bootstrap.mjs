// Plain JavaScript for any Node: installs what is missing, then hands over to the project's own Node.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command, ...args] = process.argv.slice(2);
const say = (line) => process.stderr.write(`${line}\n`);

/** True where the installed packages are those of the lock file. */
const stampPath = join(root, "node_modules", ".portent-installed");
const lockHash = () =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
const node = join(root, "node_modules", "node", "bin", "node");
const isInstalled = () => existsSync(node) && existsSync(stampPath) && readFileSync(stampPath, "utf8") === lockHash();

if (!isInstalled()) {
  say("portent: installing dependencies (about 1 GB, half a minute) …");
  // Not `npm ci`: it refuses a lock file without the optional packages of every other platform. Nothing is saved.
  const install = spawnSync("npm", ["install", "--no-save", "--no-fund", "--no-audit", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (install.status !== 0 || !existsSync(node)) {
    say("portent: the installation failed; see the lines above. Is the npm registry reachable?");
    process.exit(2);
  }
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, lockHash());
}

const scripts = {
  start: "local/start.ts",
  demo: "local/demo.ts",
  test: "test/run-tests.ts",
  check: "test/run-checks.ts",
  bench: "bench/run-bench.ts",
  faults: "test/faults/run-faults.ts",
  build: "local/build.ts",
};
const script = scripts[command];
if (script === undefined) {
  say(`portent: expected one of ${Object.keys(scripts).join(", ")}`);
  process.exit(2);
}
const child = spawn(node, [join(root, script), ...args], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PATH: `${join(root, "node_modules", ".bin")}:${process.env.PATH}` },
});
// A terminal's Ctrl-C reaches the child by itself; it then ends what it started, and this process waits for it.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 2 : 1)));
