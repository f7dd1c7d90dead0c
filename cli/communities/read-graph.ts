import type { NamedEdge } from "../../analytics/core/clusters/communities.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault } from "../arguments.ts";

/** A node is named by a text or a number; the output names it as the input does. */
export type NodeName = string | number;
export type NamedGraph = { readonly nodes: ReadonlyMap<string, NodeName>; readonly edges: readonly NamedEdge[] };

/** Reads `{"nodes": […], "edges": [[a, b, weight?], …]}`; what is wrong is told with its place. */
export function readGraph(path: string, text: string): Result<NamedGraph, Fault> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    return fault(`${path} is no JSON: ${(cause as Error).message.split("\n", 1)[0]}`);
  }
  if (typeof json !== "object" || json === null) return fault(`${path}: expected an object with nodes and edges`);
  const { nodes, edges } = json as { nodes?: unknown; edges?: unknown };
  if (!Array.isArray(nodes)) return fault(`${path}: nodes: expected a list of names`);
  if (!Array.isArray(edges)) return fault(`${path}: edges: expected a list of [from, to] or [from, to, weight]`);
  const names = new Map<string, NodeName>();
  for (const [at, node] of nodes.entries()) {
    if (!isName(node)) return fault(`${path}: nodes[${at}]: expected a text or a number, not ${JSON.stringify(node)}`);
    if (names.has(String(node))) return fault(`${path}: nodes[${at}]: ${JSON.stringify(node)} is there twice`);
    names.set(String(node), node);
  }
  const read: NamedEdge[] = [];
  for (const [at, edge] of edges.entries()) {
    const checked = readEdge(edge, names);
    if (!checked.ok) return fault(`${path}: edges[${at}]${checked.error.message}`);
    read.push(checked.value);
  }
  return ok({ nodes: names, edges: read });
}

function readEdge(edge: unknown, names: ReadonlyMap<string, NodeName>): Result<NamedEdge, Fault> {
  if (!Array.isArray(edge) || edge.length < 2 || edge.length > 3)
    return fault(": expected [from, to] or [from, to, weight]");
  const [from, to, weight = 1] = edge as readonly unknown[];
  for (const [place, end] of [from, to].entries()) {
    if (!isName(end) || !names.has(String(end)))
      return fault(`[${place}]: ${JSON.stringify(end)} is not among the nodes`);
  }
  if (typeof weight !== "number" || !Number.isFinite(weight) || weight < 0) {
    return fault(`[2]: expected a finite weight from 0, not ${JSON.stringify(weight)}`);
  }
  return ok([String(from), String(to), weight]);
}

const isName = (value: unknown): value is NodeName =>
  typeof value === "string" || (typeof value === "number" && Number.isFinite(value));
