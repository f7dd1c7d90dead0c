import type { ParseArgsOptionsConfig } from "node:util";
import { findCommunities } from "../../analytics/core/clusters/communities.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault, readArguments } from "../arguments.ts";
import { readTextFile } from "../read-text-file.ts";
import type { Streams } from "../streams.ts";
import { writeWhole } from "../write-whole.ts";
import { type NamedGraph, readGraph } from "./read-graph.ts";

const help = `Usage: portent communities --graph F [--out F]

Groups of nodes with more weight inside than chance would give (modularity, by Louvain with refinement): the code that
runs live over correlations. One JSON object: {"modularity","groups"}, the largest group first.

  --graph F            JSON (.gz too): {"nodes":[…],"edges":[[a,b],[a,b,weight],…]}, undirected; a weight is 1 where it is
                       not given, and at least 0; the same edge again adds up; [a,a] is a loop
  --out F              where the output goes; standard output without it

The same graph gives the same bytes, whatever the order of its nodes and edges. Exit code 2: the input is at fault, and
nothing was written.`;

const options = {
  graph: { type: "string" },
  out: { type: "string" },
  help: { type: "boolean" },
} as const satisfies ParseArgsOptionsConfig;

type Chosen = { readonly graph: NamedGraph; readonly out: string | undefined };

export function runCommunitiesCommand(args: readonly string[], { out, err }: Streams): number {
  const chosen = load(args);
  if (!chosen.ok) {
    err(`portent communities: ${chosen.error.message}`);
    return 2;
  }
  if (chosen.value === null) {
    out(`${help}\n`);
    return 0;
  }
  const { nodes, edges } = chosen.value.graph;
  const { modularity, groups } = findCommunities([...nodes.keys()], edges);
  const named = groups.map((group) => group.map((name) => nodes.get(name)));
  const failed = writeWhole(chosen.value.out, `${JSON.stringify({ modularity, groups: named })}\n`, out);
  if (failed !== null) {
    err(`portent communities: --out: ${failed}`);
    return 2;
  }
  err(`${nodes.size} nodes, ${edges.length} edges: ${groups.length} groups, modularity ${modularity.toFixed(4)}`);
  return 0;
}

/** Null where help is asked for. */
function load(args: readonly string[]): Result<Chosen | null, Fault> {
  const read = readArguments(args, options);
  if (!read.ok) return read;
  const { help: isHelp, graph: path, out } = read.value;
  if (isHelp === true) return ok(null);
  if (typeof path !== "string") return fault("--graph: name a file");
  const file = readTextFile(path);
  if (!file.ok) return file;
  const graph = readGraph(path, file.value);
  return graph.ok ? ok({ graph: graph.value, out: typeof out === "string" ? out : undefined }) : graph;
}
