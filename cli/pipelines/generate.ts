import { stringify } from "smol-toml";
import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import type { PipelinesFile } from "../../contracts/pipelines-file.ts";

type WorkerName = "edge" | "vault";

const marker = "# --- generated from pipelines.toml by `portent pipelines gen`: edits below are overwritten ---";

/** The queue, cron, KV, R2, Workflow and Durable Object sections of one Worker's wrangler file. */
export function generateWranglerSections(file: PipelinesFile, worker: WorkerName): string {
  const stages = Object.values(file.stages).filter((stage) => stage.worker === worker);
  const crons = [...new Set(stages.flatMap((stage) => stage.cron ?? []))];
  const consumed = new Set(stages.flatMap((stage) => Object.keys(stage.consumes)));
  const produced = new Set(stages.flatMap((stage) => Object.keys(stage.emits)));
  for (const queue of consumed) {
    const deadLetter = file.queues[queue]?.dead_letter;
    if (deadLetter !== undefined) produced.add(deadLetter);
  }
  const queues = Object.entries(file.queues);
  const actors = Object.values(file.actors);
  const bindingsOf = (section: PipelinesFile["kv"]) =>
    Object.entries(section).filter(([, entry]) => entry.used_by.includes(worker));
  const owned = actors.filter((actor) => actor.worker === worker);

  return stringify({
    ...(crons.length > 0 ? { triggers: { crons } } : {}),
    queues: {
      producers: queues
        .filter(([name]) => produced.has(name))
        .map(([name]) => ({ binding: queueBinding(name), queue: queueName(name) })),
      consumers: queues
        .filter(([name]) => consumed.has(name))
        .map(([name, queue]) => ({
          queue: queueName(name),
          max_batch_size: queue.max_batch_size,
          max_batch_timeout: queue.max_batch_timeout_s,
          max_retries: queue.max_retries,
          max_concurrency: queue.max_concurrency,
          retry_delay: queue.retry_delay_s,
          ...(queue.dead_letter === undefined ? {} : { dead_letter_queue: queueName(queue.dead_letter) }),
        })),
    },
    ...unlessEmpty(
      "kv_namespaces",
      bindingsOf(file.kv).map(([, { binding }]) => ({ binding })),
    ),
    ...unlessEmpty(
      "r2_buckets",
      bindingsOf(file.r2).map(([name, { binding }]) => ({ binding, bucket_name: `portent-${name}` })),
    ),
    ...unlessEmpty(
      "workflows",
      Object.entries(file.workflows)
        .filter(([, workflow]) => workflow.worker === worker)
        .map(([name, workflow]) => ({
          name: queueName(name),
          binding: workflow.binding,
          class_name: workflow.class,
        })),
    ),
    durable_objects: {
      bindings: actors
        .filter((actor) => actor.used_by.includes(worker))
        .map((actor) => ({
          name: actor.binding,
          class_name: actor.class,
          ...(actor.worker === worker ? {} : { script_name: file.workers[actor.worker].script }),
        })),
    },
    migrations: [...new Set(owned.map((actor) => actor.since))].sort(compareCodePoints).map((tag) => ({
      tag,
      new_sqlite_classes: owned.filter((actor) => actor.since === tag).map((actor) => actor.class),
    })),
  });
}

/** An empty list would be written as a plain key, which the table above it in the file would swallow. */
const unlessEmpty = (name: string, entries: readonly object[]) => (entries.length === 0 ? {} : { [name]: entries });

/** Replaces the generated part of a wrangler file and keeps what a person wrote above it. */
export function spliceWrangler(existing: string, sections: string): string {
  const [head = ""] = existing.split(marker);
  return `${head.trimEnd()}\n\n${marker}\n\n${sections.trim()}\n`;
}

/** The typed module that stages read the pipeline from. */
export function generateModule(file: PipelinesFile): string {
  return [
    "// Generated from pipelines.toml by `portent pipelines gen`. Do not edit.",
    'import type { PipelinesFile } from "./pipelines-file.ts";',
    "",
    `export const pipelines = ${JSON.stringify(file, null, 2)} as unknown as PipelinesFile;`,
    "",
    `export type QueueName = ${Object.keys(file.queues)
      .map((name) => JSON.stringify(name))
      .join(" | ")};`,
    "",
    "/** The binding of each queue's producer. */",
    `export const queueBindings = ${JSON.stringify(
      Object.fromEntries(Object.keys(file.queues).map((name) => [name, queueBinding(name)])),
      null,
      2,
    )} as const satisfies Record<QueueName, string>;`,
    "",
  ].join("\n");
}

export const queueName = (name: string): string => `portent-${name}`;
export const queueBinding = (name: string): string => `QUEUE_${name.toUpperCase().replaceAll("-", "_")}`;
