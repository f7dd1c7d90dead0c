import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type PortentRun = { readonly code: number | null; readonly out: string; readonly err: string };

/** A folder of its own for one test, with the real command run in it. */
export type TestFolder = {
  /** Runs `portent` there as a process of its own. */
  readonly run: (...args: readonly string[]) => PortentRun;
  readonly read: (name: string) => string;
  readonly write: (name: string, content: string | Uint8Array) => void;
  readonly names: () => readonly string[];
  readonly path: string;
  readonly [Symbol.dispose]: () => void;
};

/** Each run is a process of its own: what one has compiled the next need not. */
const env = { ...process.env, NODE_COMPILE_CACHE: join(import.meta.dirname, "../.portent/compile-cache") };

export function openTestFolder(files: Readonly<Record<string, string | Uint8Array>>): TestFolder {
  const path = mkdtempSync(join(tmpdir(), "portent-cli-"));
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(path, name), content);
  for (const [name, content] of Object.entries(files)) write(name, content);
  return {
    path,
    write,
    run(...args) {
      const main = join(import.meta.dirname, "main.ts");
      const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
        cwd: path,
        encoding: "utf8",
        env,
      });
      return { code: status, out: stdout, err: stderr };
    },
    read: (name) => readFileSync(join(path, name), "utf8"),
    names: () => readdirSync(path).sort((a, b) => (a < b ? -1 : 1)),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}
