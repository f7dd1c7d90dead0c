import type { CascadeEdge } from "../../contracts/cascade.ts";
import type { Cluster, ClusterRun } from "../../contracts/cluster.ts";

const percent = (fraction: number): string => `${Math.round(fraction * 100)} %`;
const fixed = (value: number): string => value.toFixed(2).replace("-", "−");

/** What a cluster says and what it rests on, in words for people. */
export function explainCluster(cluster: Cluster, { barMs, windowMs }: Pick<ClusterRun, "barMs" | "windowMs">): string {
  const { members, medoid, cohesion, stress } = cluster;
  const basis = `over ${describeSpan(windowMs)} in bars of ${describeSpan(barMs)}`;
  const whole =
    members.length === 1
      ? `${medoid} moves on its own ${basis}.`
      : `${members.length} series move together: their mean correlation is ${fixed(cohesion)} ${basis}; ${medoid} stands for them best.`;
  const move = stress === null ? "" : ` The newest hour's move is larger than ${percent(stress)} of the window's.`;
  return `${whole}${move}${explainLineage(cluster)}`;
}

function explainLineage({ lineage: { state, from } }: Cluster): string {
  const others = from.join(", ");
  switch (state) {
    case "born":
      return " It is new.";
    case "kept":
      return "";
    case "merged":
      return ` It took in members of ${others}.`;
    case "split":
      return ` It split from ${others}.`;
  }
}

/** What an edge says and what it rests on, in words for people. */
export function explainEdge(edge: CascadeEdge): string {
  const { from, to, weight, low, high, lagMs, support, q, origin } = edge;
  const direction = weight < 0 ? "the other way" : "the same way";
  const said = `${to} follows ${from} ${direction}: a move of 10 % is followed by ${fixed(Math.abs(weight) * 10)} %, ${describeSpan(lagMs)} later`;
  if (origin === "prior" || q === null) return `${said}. Declared, not found in the data.`;
  // Told the way that the move is: of a follower that goes the other way the bounds change sign and places.
  const [least, most] = weight < 0 ? [-high, -low] : [low, high];
  const interval = `between ${fixed(least * 10)} and ${fixed(most * 10)} % with 95 % confidence`;
  return `${said} (${interval}), from ${support.toLocaleString("en-US")} pairs of returns; of edges as sure as this one ${q < 0.01 ? "less than 1 %" : percent(q)} are noise.`;
}

const units = [
  { ms: 86_400_000, name: "d" },
  { ms: 3_600_000, name: "h" },
  { ms: 60_000, name: "min" },
] as const;

function describeSpan(ms: number): string {
  const unit = units.find((each) => ms >= each.ms && ms % each.ms === 0) ?? { ms: 1_000, name: "s" };
  return `${ms / unit.ms} ${unit.name}`;
}
