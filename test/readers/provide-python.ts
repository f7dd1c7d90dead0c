import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

const packages = ["pyarrow==25.0.1", "polars==1.44.2", "duckdb==1.5.6"];
const check = "import pyarrow, polars, duckdb, sys; print(sys.executable)";
const target = join(import.meta.dirname, "../../.portent/python-readers");

export type Python = { readonly run: (code: string, folder: string) => unknown };

/** A Python with the readers: that of the machine, or with packages that pip puts into `.portent/` once. Else the reason why not. */
export function providePython(): Python | string {
  if (spawnSync("python3", ["--version"]).status !== 0) return "there is no python3";
  if (canImport({})) return toPython({});
  const env = { PYTHONPATH: target };
  if (existsSync(target) && canImport(env)) return toPython(env);
  const draft = `${target}.${process.pid}`;
  mkdirSync(dirname(draft), { recursive: true });
  const pip = spawnSync(
    "python3",
    [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--only-binary=:all:",
      "--retries=0",
      "--timeout=15",
      "--target",
      draft,
      ...packages,
    ],
    { encoding: "utf8", timeout: 240_000 },
  );
  if (pip.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    return `pip cannot deliver pyarrow, polars and duckdb: ${pip.stderr.trim().split("\n").at(-1) ?? "no answer"}`;
  }
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
  return canImport(env) ? toPython(env) : "python3 cannot load the packages that pip delivered";
}

const canImport = (env: Readonly<Record<string, string>>): boolean =>
  spawnSync("python3", ["-c", check], { env: { ...process.env, ...env } }).status === 0;

/** Runs code that prints one JSON value last, in another time zone than UTC: nothing may hang on the machine's. */
const toPython = (env: Readonly<Record<string, string>>): Python => ({
  run(code, folder) {
    const ran = spawnSync("python3", ["-c", code], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      env: { ...process.env, ...env, TZ: "America/New_York", PYTHONUTF8: "1" },
    });
    if (ran.status !== 0) throw new Error(`python3 ended with ${ran.status}: ${ran.stderr.trim()}`);
    return JSON.parse(ran.stdout) as unknown;
  },
});
