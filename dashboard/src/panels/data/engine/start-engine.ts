import { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";
import { err, ok, type Result } from "../../../../../contracts/result.ts";
import type { LoadProblem } from "../../../data/fetch-json.ts";
import type { Host } from "../../../host/panel.ts";
import type { EngineEntry } from "./engine-entry.ts";
import { startWorker } from "./worker-url.ts";

export type Engine = {
  readonly db: AsyncDuckDB;
  readonly connection: number;
  readonly version: string;
  /** Ends it at once, whatever it is doing. */
  readonly end: () => void;
};

/** Errors as JSON carry the position. Then nothing outside is reachable, and no query can change that. */
const settings = [
  "SET errors_as_json = true",
  "SET autoinstall_known_extensions = false",
  "SET autoload_known_extensions = false",
  "SET enable_external_access = false",
  "SET lock_configuration = true",
];
/** The worker says nothing when it cannot compile: after so long it will not. */
const compileTimeoutMs = 60_000;

/** Loads the engine from this origin and starts it in a worker. */
export async function startEngine(
  host: Pick<Host, "loadBytes">,
  entry: EngineEntry,
  onProgress: (share: number) => void,
): Promise<Result<Engine, LoadProblem>> {
  const bytes = await host.loadBytes(entry.href, (loaded) => onProgress(loaded / entry.byteSize));
  if (!bytes.ok) return bytes;
  onProgress(1);
  const url = URL.createObjectURL(new Blob([bytes.value as Uint8Array<ArrayBuffer>], { type: "application/wasm" }));
  const worker = startWorker();
  try {
    const db = new AsyncDuckDB(new VoidLogger(), worker);
    await inTime(db.instantiate(url), worker);
    // Between polls of a running query the worker hears that it is to stop.
    await db.open({ query: { queryPollingInterval: 20 } });
    const connection = await db.connectInternal();
    for (const setting of settings) await db.runQuery(connection, setting);
    return ok({ db, connection, version: await db.getVersion(), end: () => worker.terminate() });
  } catch (cause) {
    worker.terminate();
    return err({ kind: "unreadable", detail: `The console did not start: ${messageOf(cause)}` });
  } finally {
    URL.revokeObjectURL(url);
  }
}

const inTime = (started: Promise<unknown>, worker: Worker): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("this browser did not compile it in a minute")), compileTimeoutMs);
    worker.addEventListener("error", () => reject(new Error("its worker could not be loaded")), { once: true });
    started.then(resolve, reject).finally(() => clearTimeout(timer));
  });

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
