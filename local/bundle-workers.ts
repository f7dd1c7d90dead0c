import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { pipelines } from "../contracts/pipelines.gen.ts";

const root = join(import.meta.dirname, "..");

export type WorkerBundle = {
  readonly name: string;
  readonly bytes: number;
  readonly gzipBytes: number;
  /** Every source file in it, from the project's root. */
  readonly inputs: readonly string[];
};

/** Bundles both Workers as a deployment would, minified, without sending them anywhere. */
export async function bundleWorkers(): Promise<readonly WorkerBundle[]> {
  const { edge, vault } = pipelines.workers;
  return [await bundle(edge.script, edge.config), await bundle(vault.script, vault.config)];
}

async function bundle(name: string, config: string): Promise<WorkerBundle> {
  const folder = mkdtempSync(join(tmpdir(), "portent-bundle-"));
  const metafile = join(folder, "meta.json");
  try {
    await runWrangler(["deploy", "--dry-run", "--minify", "-c", config, "--outdir", folder, `--metafile=${metafile}`]);
    const { outputs } = JSON.parse(readFileSync(metafile, "utf8")) as {
      outputs: Record<string, { inputs: Record<string, unknown> }>;
    };
    const [file, output] = Object.entries(outputs).find(([path]) => path.endsWith(".js")) ?? [];
    if (file === undefined || output === undefined) throw new Error(`${config}: wrangler wrote no bundle`);
    const bytes = readFileSync(join(folder, file.split("/").at(-1) ?? ""));
    const inputs = Object.keys(output.inputs).map((path) => path.replace(/^(\.\.\/)+/, ""));
    return { name, bytes: bytes.length, gzipBytes: gzipSync(bytes).length, inputs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runWrangler(args: readonly string[]): Promise<void> {
  const output: string[] = [];
  const child = spawn(process.execPath, [join(root, "node_modules/wrangler/bin/wrangler.js"), ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_WRITE_LOGS: "false", CI: "true", NO_COLOR: "1" },
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`the Worker could not be bundled:\n${output.join("").trim()}`);
}
