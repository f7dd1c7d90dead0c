import { joinWords } from "../../format/join-words.ts";
import { seriesName } from "../../format/series-words.ts";
import type { TreeWithClusters } from "./read-map.ts";
import { correlationAt } from "./tree-correlation.ts";

/** A correlation in two places: `0.83`, `−0.12`. */
export const formatCorrelation = (correlation: number): string => {
  const text = Math.abs(correlation).toFixed(2);
  return correlation < 0 && Number(text) !== 0 ? `−${text}` : text;
};

/** What a look at the tree says, in sentences. */
export function describeTree({ tree, assets, clusters, cut }: TreeWithClusters): string {
  const [tightest] = tree.merges;
  const loosest = tree.merges.at(-1);
  if (tightest === undefined || loosest === undefined) return "";
  const pair = [tightest.left, tightest.right].map((item) => seriesName(assets[item] ?? ""));
  const alone = clusters.filter(({ members }) => members.length === 1).length;
  const rest = alone === 0 ? "" : ` and ${alone} on ${alone === 1 ? "its" : "their"} own`;
  const many = clusters.length - alone;
  return [
    `${joinWords(pair)} are nearest to each other (${formatCorrelation(correlationAt(tightest.height))});`,
    `all come together at ${formatCorrelation(correlationAt(loosest.height))}.`,
    cut === null
      ? `The run has ${many} ${many === 1 ? "cluster" : "clusters"}${rest}.`
      : `Cut at ${formatCorrelation(correlationAt(cut))}, the tree falls into ${many} ${many === 1 ? "cluster" : "clusters"}${rest}.`,
  ].join(" ");
}

/** The leaves at some places: all of a few, of many the first two and how many more. */
export function describeSide(names: readonly string[]): string {
  return names.length <= 3 ? joinWords(names) : `${names[0]}, ${names[1]} and ${names.length - 2} more`;
}
