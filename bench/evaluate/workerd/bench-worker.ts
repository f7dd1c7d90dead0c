import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findFreePort } from "../../../local/free-port.ts";
import { type RunningWorkers, startWorkers } from "../../../local/workers/start-workers.ts";
import type { Commands } from "./worker.ts";

const root = join(import.meta.dirname, "../../..");

/** The bench's Worker in a workerd of its own, on loopback alone. */
export class BenchWorker {
  readonly #workers: RunningWorkers;

  private constructor(workers: RunningWorkers) {
    this.#workers = workers;
  }

  /** `folder` is its own: configuration and storage. */
  static async start(folder: string): Promise<BenchWorker> {
    const config = join(folder, "wrangler.json");
    writeFileSync(config, JSON.stringify(describeWorker()));
    const workers = await startWorkers({
      root,
      configs: [config],
      persistTo: join(folder, "state"),
      port: await findFreePort(),
      onLine: () => undefined,
    });
    return new BenchWorker(workers);
  }

  async call<Name extends keyof Commands>(name: Name, input: Commands[Name]): Promise<unknown> {
    const response = await fetch(`${this.#workers.baseUrl}/${name}`, { method: "POST", body: JSON.stringify(input) });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`the bench's Worker answered ${name} with ${response.status}: ${text.slice(0, 500)}`);
    return JSON.parse(text) as unknown;
  }

  /** Seen from outside: inside workerd clocks stand still while code runs. */
  async time<Name extends keyof Commands>(name: Name, input: Commands[Name]): Promise<number> {
    const startMs = performance.now();
    await this.call(name, input);
    return performance.now() - startMs;
  }

  stop(): Promise<void> {
    return this.#workers.stop();
  }

  kill(): Promise<void> {
    return this.#workers.kill();
  }
}

function describeWorker() {
  return {
    name: "portent-bench",
    main: join(import.meta.dirname, "worker.ts"),
    compatibility_date: "2026-11-01",
    compatibility_flags: ["nodejs_compat"],
    durable_objects: { bindings: [{ name: "REGISTRY", class_name: "BenchRegistry" }] },
    migrations: [{ tag: "v1", new_sqlite_classes: ["BenchRegistry"] }],
    queues: { producers: [{ binding: "QUEUE_FIRES", queue: "bench-fires" }] },
    vars: { FIRES_SIGNING_KEY: createSigningKey() },
  };
}

/** For this run alone. */
function createSigningKey(): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  return privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
}
