import { formatSpan } from "../../format/format-time.ts";
import { joinWords } from "../../format/join-words.ts";
import { seriesName } from "../../format/series-words.ts";
import type { ExplainedEdge, ExplainedRun } from "./answers.ts";

/** A weight or a bound of its interval: `0.57`, `−0.46`. */
export const formatWeight = (weight: number): string => {
  const text = Math.abs(weight).toFixed(2);
  return weight < 0 && Number(text) !== 0 ? `−${text}` : text;
};

/** A false-discovery rate: small ones by their size, `3e−10`; a declared edge has none. */
export function formatQ(q: number | null): string {
  if (q === null) return "–";
  if (q === 0) return "0";
  return q < 0.001 ? q.toExponential(0).replace("e-", "e−") : q.toFixed(3);
}

/** What a look at the edges says. */
export function describeEdges({ edges, found, assets }: ExplainedRun): string {
  const learned = edges.filter(({ origin }) => origin === "learned");
  const [surest] = learned;
  const declared = edges.length - learned.length;
  const parts = [
    `${count(learned.length, "edge")} found among ${assets.length} assets`,
    ...(declared === 0 ? [] : [`${declared} declared beforehand`]),
    ...(found > edges.length ? [`the surest ${edges.length} of ${found} are kept`] : []),
  ];
  const first =
    surest === undefined
      ? ""
      : ` The surest: ${seriesName(surest.to)} follows ${seriesName(surest.from)} ${surest.weight < 0 ? "the other way" : "the same way"}, ${formatSpan(surest.lagMs)} later.`;
  return `${joinWords(parts)}.${first}`;
}

const count = (many: number, noun: string): string => `${many} ${noun}${many === 1 ? "" : "s"}`;

export type EdgeOrder = "q" | "weight" | "lag";

/** The surest first (declared ones last), the strongest first, or the quickest first. */
export const sortEdges = (edges: readonly ExplainedEdge[], order: EdgeOrder): ExplainedEdge[] =>
  edges.toSorted(compare[order]);

const compare: Readonly<Record<EdgeOrder, (a: ExplainedEdge, b: ExplainedEdge) => number>> = {
  q: (a, b) => (a.q ?? 2) - (b.q ?? 2),
  weight: (a, b) => Math.abs(b.weight) - Math.abs(a.weight),
  lag: (a, b) => a.lagMs - b.lagMs,
};
