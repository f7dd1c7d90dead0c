import type { PipelinesFile } from "../../../../../contracts/pipelines-file.ts";
import type { GraphEdge } from "./assign-layers.ts";

export type NodeKind = "cron" | "stage" | "queue" | "store";
export type PipelineNode = { readonly id: string; readonly kind: NodeKind; readonly name: string };
/** `aside`: where a message goes that can never succeed. */
export type PipelineEdge = GraphEdge & { readonly kind: "runs" | "sends" | "feeds" | "aside" | "keeps" };
export type PipelineGraph = { readonly nodes: readonly PipelineNode[]; readonly edges: readonly PipelineEdge[] };

/** Where each stage keeps what it makes of its input. pipelines.toml says which Worker may reach a store, and not which stage does. */
export const storesOf: Readonly<Record<string, readonly string[]>> = {
  ticks: ["price history"],
  evaluate: ["triggers"],
  execute: ["vaults"],
  journal: ["Postgres"],
  "journal-replay": ["Postgres"],
  retention: ["Postgres"],
  analytics: ["archive"],
  "dead-letters": ["archive"],
};

type File = Pick<PipelinesFile, "stages" | "queues">;

/**
 * What hands what to whom: schedules, stages, queues and stores. A dead-letter queue is drawn as the line from its queue to the stage that
 * takes what was set aside; it holds nothing by itself for long.
 */
export function buildPipelineGraph({ stages, queues }: File): PipelineGraph {
  const nodes = new Map<string, PipelineNode>();
  const edges: PipelineEdge[] = [];
  const add = (kind: NodeKind, name: string): string => {
    const id = `${kind}:${name}`;
    nodes.set(id, { id, kind, name });
    return id;
  };
  const ownerOf = new Map(
    Object.entries(queues).flatMap(([name, { dead_letter: dead }]) => (dead === undefined ? [] : [[dead, name]])),
  );
  for (const [name, { cron, consumes, emits }] of Object.entries(stages)) {
    const stage = add("stage", name);
    if (cron !== undefined) edges.push({ from: add("cron", cron), to: stage, kind: "runs" });
    for (const queue of Object.keys(consumes)) {
      const owner = ownerOf.get(queue);
      if (owner === undefined) edges.push({ from: add("queue", queue), to: stage, kind: "feeds" });
      else edges.push({ from: add("queue", owner), to: stage, kind: "aside" });
    }
    for (const queue of Object.keys(emits)) edges.push({ from: stage, to: add("queue", queue), kind: "sends" });
    for (const store of storesOf[name] ?? []) edges.push({ from: stage, to: add("store", store), kind: "keeps" });
  }
  return { nodes: [...nodes.values()], edges };
}
