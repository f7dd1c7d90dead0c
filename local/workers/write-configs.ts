import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "smol-toml";

/** What one Worker is given on this machine, beside what its own wrangler file says. */
export type LocalWorker = {
  /** The Worker's wrangler file, from the project's root. */
  readonly config: string;
  readonly vars: Readonly<Record<string, string>>;
  /** Written to a file of its own that only this Worker's process reads. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Another entry in the place of the file's own: a test's wrapper around it. */
  readonly main?: string;
  /** Static files in the place of the file's own. */
  readonly assets?: string;
  /** Hyperdrive binding → connection string. */
  readonly hyperdrive?: Readonly<Record<string, string>>;
};

/**
 * Writes a copy of each wrangler file for the local run: the same sections, with this machine's addresses in the
 * place of the deployment's. Returns the paths, in order.
 */
export function writeLocalConfigs(root: string, folder: string, workers: readonly LocalWorker[]): string[] {
  return workers.map((worker) => {
    const source = join(root, worker.config);
    const config = parse(readFileSync(source, "utf8")) as Record<string, unknown>;
    const from = dirname(source);
    const name = String(config.name);
    const target = join(folder, name);
    mkdirSync(target, { recursive: true });
    const assets = config.assets as { directory: string } | undefined;
    const local = {
      ...config,
      main: worker.main ?? resolve(from, String(config.main)),
      ...(assets === undefined
        ? {}
        : { assets: { ...assets, directory: worker.assets ?? resolve(from, assets.directory) } }),
      vars: { ...(config.vars as object | undefined), ...worker.vars },
      ...(worker.hyperdrive === undefined
        ? {}
        : {
            hyperdrive: Object.entries(worker.hyperdrive).map(([binding, localConnectionString]) => ({
              binding,
              id: "local",
              localConnectionString,
            })),
          }),
    };
    writeFileSync(join(target, "wrangler.json"), JSON.stringify(local, null, 2));
    const secrets = Object.entries(worker.secrets).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    writeFileSync(join(target, ".dev.vars"), `${secrets.join("\n")}\n`, { mode: 0o600 });
    return join(target, "wrangler.json");
  });
}
