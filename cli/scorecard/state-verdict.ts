import { formatInterval, formatNumber, formatP, formatSigned } from "./format-numbers.ts";
import type { ClusterScore } from "./score-clusters.ts";
import type { ScoredCrash } from "./score-crash.ts";
import type { ForecastScore } from "./score-forecasts.ts";
import { pMax } from "./settings.ts";

/** What the numbers of one crash come to, in sentences. They say no more than the numbers do. */
export function stateVerdict(score: ScoredCrash): string[] {
  const { clusterScore, communityScore, clusters, forecastScores } = score;
  const naive = forecastScores.find(({ forecast }) => forecast === "naive");
  return [
    stateGroups("Clusters", clusterScore, clusters.clusters.length),
    stateGroups("Communities", communityScore, clusters.communities.groups.length),
    ...forecastScores.filter(({ forecast }) => forecast !== "naive").map((one) => stateForecast(one, naive, score)),
  ];
}

function stateGroups(name: "Clusters" | "Communities", score: ClusterScore | null, count: number): string {
  if (score === null) {
    const why = count === 1 ? "all assets were in one" : "no two groups of assets could be compared";
    return `${name} said nothing of who would fall more: ${why}.`;
  }
  const { explained, explainedByChance, p, clusters } = score;
  const share = `${name} (${clusters}) explain ${percent(explained)} of the variance of the returns`;
  return p < pMax
    ? `${share}, more than random ones of the same sizes (${percent(explainedByChance)} in the mean, p ${equals(p)}).`
    : `${share}; random ones of the same sizes explain ${percent(explainedByChance)} in the mean, and no difference can be told (p ${equals(p)}).`;
}

const names = { cluster: "Following the cluster's medoid", cascade: "Following the cascade" } as const;

function stateForecast(one: ForecastScore, naive: ForecastScore | undefined, { reference }: ScoredCrash): string {
  if (one.forecast === "naive") throw new RangeError("the naive forecast has nothing to be compared with");
  const name = names[one.forecast];
  if (one.rank === null) return `${name} said nothing: ${stateSilence(one)}.`;
  if (one.against === null || naive === undefined || naive.rank === null) {
    return `${name} cannot be compared: following ${reference.asset} gives no ranking.`;
  }
  const { rank } = one.against;
  const numbers = `ρ ${formatNumber(one.rank.correlation)} against ${formatNumber(naive.rank.correlation)}, difference ${formatSigned(rank.difference)}, 95 % ${formatInterval(rank)}`;
  const than = `following ${reference.asset} (${numbers})`;
  if (rank.low > 0) return `${name} ranked the returns better than ${than}.`;
  if (rank.high < 0) return `${name} ranked the returns worse than ${than}.`;
  return `${name} and ${than}: no difference that ${one.samples} assets allow to tell.`;
}

export function stateSilence({ silent, samples, forecast }: ForecastScore): string {
  if (silent === "too-few-assets") return `${samples} ${samples === 1 ? "asset is" : "assets are"} too few to rank`;
  return forecast === "cascade" ? "no edge carried a move to any asset" : "it is the same for all assets";
}

const percent = (share: number): string => `${formatNumber(100 * share, 0)} %`;
const equals = (p: number): string => (p < 0.001 ? formatP(p) : `= ${formatP(p)}`);
