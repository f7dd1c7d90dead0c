import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unstable_getMiniflareWorkerOptions as readWorkerOptions } from "wrangler";
import { findChildren } from "../process-usage.ts";
import type { Commands } from "./worker.ts";

const root = join(import.meta.dirname, "../../..");
const config = join(import.meta.dirname, "wrangler.toml");
/** Of Cloudflare's limit for a Worker; V8 ends the process where the heap would grow beyond. */
const heapMbMax = 128;

/** What is used of Miniflare, which wrangler brings along and which is not visible from here. */
type Running = {
  readonly ready: Promise<URL>;
  readonly getInspectorURL: () => Promise<URL>;
  readonly dispose: () => Promise<void>;
};
type MiniflareModule = {
  readonly convertV4MiniflareOptions: (options: object) => object;
  readonly Miniflare: new (options: object) => Running;
};

/** A workerd of its own, on loopback alone, whose heap V8 holds below the platform's limit. */
export type BenchWorkerd = {
  readonly pid: number;
  readonly call: <Name extends keyof Commands>(
    name: Name,
    input: Commands[Name]["input"],
  ) => Promise<Commands[Name]["output"]>;
  /** Only where it was asked for: it may cost. */
  readonly inspectorUrl: URL | null;
  readonly stop: () => Promise<void>;
};

/** The bench's Worker as a deployment would bundle it. */
export function bundleWorker(): string {
  const folder = mkdtempSync(join(tmpdir(), "portent-bench-"));
  try {
    const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
    const made = spawnSync(process.execPath, [wrangler, "deploy", "--dry-run", "-c", config, "--outdir", folder], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_WRITE_LOGS: "false", CI: "true", NO_COLOR: "1" },
    });
    if (made.status !== 0) throw new Error(`the Worker could not be bundled:\n${made.stdout}${made.stderr}`.trim());
    return readFileSync(join(folder, "worker.js"), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const emptyScript = "export default { fetch: () => new Response('null') };";

/** `script`: the bundle, or null for a Worker that does nothing and is given nothing. */
export async function startWorker(
  script: string | null,
  { urls = {}, hasInspector = false }: { urls?: Readonly<Record<string, string>>; hasInspector?: boolean } = {},
): Promise<BenchWorkerd> {
  const fromWrangler = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));
  const { Miniflare, convertV4MiniflareOptions } = fromWrangler("miniflare") as MiniflareModule;
  const { modulesRules: _rules, ...given } = readWorkerOptions(config).workerOptions;
  const { compatibilityDate } = given;
  // Another suite of the same run may have put a launcher of its own there, which is gone by now.
  delete process.env.MINIFLARE_WORKERD_PATH;
  process.env.MINIFLARE_WORKERD_V8_FLAGS = `--max-heap-size=${heapMbMax}`;
  const before = new Set(findChildren("workerd"));
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      ...(script === null ? { name: "portent-bench-empty", compatibilityDate } : given),
      modules: [{ type: "ESModule", path: "worker.js", contents: script ?? emptyScript }],
      ...(script === null ? {} : { bindings: { FEED: "recorded", SOURCE_URLS: JSON.stringify(urls) } }),
      cf: false,
      ...(hasInspector ? { inspectorPort: 0 } : {}),
    }),
    enableDevRegistry: false,
  });
  const baseUrl = (await miniflare.ready).href;
  delete process.env.MINIFLARE_WORKERD_V8_FLAGS;
  const [pid] = findChildren("workerd").filter((child) => !before.has(child));
  if (pid === undefined) {
    await miniflare.dispose();
    throw new Error("no new workerd was found");
  }
  return {
    pid,
    inspectorUrl: hasInspector ? await miniflare.getInspectorURL() : null,
    call: async (name, input) => {
      const response = await fetch(`${baseUrl}${name}`, { method: "POST", body: JSON.stringify(input) });
      const text = await response.text();
      if (!response.ok)
        throw new Error(`the bench's Worker answered ${name} with ${response.status}: ${text.slice(0, 500)}`);
      return JSON.parse(text) as never;
    },
    stop: () => miniflare.dispose(),
  };
}
