import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { unstable_getMiniflareWorkerOptions as readWorkerOptions } from "wrangler";

const root = join(import.meta.dirname, "../..");
const faultsConfig = join(import.meta.dirname, "wrangler.toml");

/** A real workerd with the harness's Worker, whose storage outlives it. */
export type Workerd = {
  readonly baseUrl: string;
  /** SIGKILL, now: what a power cut does to it. */
  kill(): void;
  /** Resolves once the one after the last `kill` answers. Rejects after half a minute. */
  restarted(): Promise<void>;
  stop(): Promise<void>;
};

/** What is used of Miniflare, which wrangler brings along and which is not visible from here. */
type MiniflareModule = {
  readonly convertV4MiniflareOptions: (options: object) => object;
  readonly Miniflare: new (options: object) => { readonly ready: Promise<URL>; readonly dispose: () => Promise<void> };
};

/** Bundles the Worker as a deployment would, then starts it under Miniflare, which starts it again after each kill. */
export async function startWorkerd(options: {
  /** Emptied first: bundle, storage and log. */
  readonly dir: string;
  readonly vars: Readonly<Record<string, string>>;
  /** Of the Worker; the harness's own unless told. */
  readonly config?: string;
}): Promise<Workerd> {
  const { dir, config = faultsConfig } = options;
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  bundle(dir, config);
  const pidPath = writeLauncher(dir);
  const fromWrangler = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));
  const { Miniflare, convertV4MiniflareOptions } = fromWrangler("miniflare") as MiniflareModule;
  const { modulesRules: _rules, ...workerOptions } = readWorkerOptions(config).workerOptions;
  const script = join(dir, "worker.js");
  let onRestart = (): void => {};
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      ...workerOptions,
      modules: [{ type: "ESModule", path: script, contents: readFileSync(script, "utf8") }],
      modulesRoot: dir,
      bindings: options.vars,
      defaultPersistRoot: join(dir, "storage"),
      cf: false,
    }),
    enableDevRegistry: false,
    handleStructuredLogs: ({ level, message }: { level: string; message: string }) =>
      appendFileSync(join(dir, "workerd.log"), `${level} ${message}\n`),
    unsafeHandleRuntimeRestart: () => onRestart(),
  });
  const baseUrl = (await miniflare.ready).href.replace(/\/$/, "");
  let restarted: Promise<void> = Promise.resolve();
  return {
    baseUrl,
    kill: () => {
      restarted = new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error("workerd did not come back")), 30_000);
        onRestart = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      process.kill(Number(readFileSync(pidPath, "utf8")), "SIGKILL");
    },
    restarted: () => restarted,
    stop: () => miniflare.dispose(),
  };
}

/** workerd by way of a shell that notes its process id and becomes it: so that this one process is killed, and no other. */
function writeLauncher(dir: string): string {
  const fromWrangler = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));
  const { default: binary } = createRequire(fromWrangler.resolve("miniflare"))("workerd") as { default: string };
  const [pidPath, launcher] = [join(dir, "workerd.pid"), join(dir, "workerd.sh")];
  writeFileSync(launcher, `#!/bin/sh\necho $$ > '${pidPath}'\nexec '${binary}' "$@"\n`, { mode: 0o755 });
  process.env.MINIFLARE_WORKERD_PATH = launcher;
  return pidPath;
}

function bundle(dir: string, config: string): void {
  const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
  const made = spawnSync(process.execPath, [wrangler, "deploy", "--dry-run", "-c", config, "--outdir", dir], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_WRITE_LOGS: "false", CI: "true", NO_COLOR: "1" },
  });
  if (made.status !== 0) throw new Error(`the Worker could not be bundled:\n${made.stdout}${made.stderr}`.trim());
}
