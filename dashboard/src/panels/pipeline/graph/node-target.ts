import type { Params } from "../../../host/panel.ts";
import type { PipelineNode } from "./pipeline-graph.ts";

/** Where a node leads, and in which words; null where there is nothing more to see of it. */
export function nodeTarget({ kind, name }: PipelineNode): { readonly params: Params; readonly words: string } | null {
  if (kind === "queue") return { params: { tab: "letters", queue: name }, words: "Open its dead letters" };
  if (kind === "stage") return { params: { tab: "lag", of: `stage:${name}` }, words: "Open its lag" };
  return null;
}
