import type { Cluster } from "../../contracts/cluster.ts";
import { formatMoment } from "../backtest/format-time.ts";
import { medianOf } from "./find-crashes.ts";
import {
  formatError,
  formatInterval,
  formatMinutes,
  formatNumber,
  formatP,
  formatReturn,
  formatSigned,
} from "./format-numbers.ts";
import { formatTable } from "./format-table.ts";
import type { AssetInCrash, CrashScore, ScoredCrash } from "./score-crash.ts";
import type { ForecastScore } from "./score-forecasts.ts";
import { scorecardSettings } from "./settings.ts";
import { stateVerdict } from "./state-verdict.ts";

const { barsMin, horizonMs } = scorecardSettings;

/** One crash: the verdict, what was said, what happened, the scores. Lines of Markdown. */
export function describeCrash(crash: CrashScore): string[] {
  const head = [
    `### ${formatMoment(crash.onsetMs)} UTC: median ${formatReturn(Math.log1p(crash.medianReturn))} in ${formatMinutes(horizonMs)}`,
    "",
  ];
  const { score } = crash;
  if (score === null) return [...head, `Not scored: ${unscoredTexts[crash.unscored ?? "no-asset"]}.`, ""];
  return [
    ...head,
    ...stateVerdict(score).map((sentence) => `- ${sentence}`),
    "",
    describeSaid(score),
    "",
    ...describeClusters(score),
    "",
    describeHappened(score),
    "",
    ...describeForecasts(score),
    "",
    ...describeAlike(score),
    ...describeArrival(score),
  ];
}

const unscoredTexts = {
  "too-little-history": `the file holds fewer than ${barsMin} bars of history before it`,
  "no-asset": "no asset has enough returns before it",
} as const;

function describeSaid({ clusters, cascade, assets }: ScoredCrash): string {
  const { regime, barMs, windowMs, refused } = clusters;
  const mood =
    regime === null
      ? ""
      : ` Regime ${regime.regime} (mean correlation ${formatNumber(regime.coupling)}, newest moves ${formatNumber(regime.activity)} times the usual).`;
  const left =
    refused.length === 0 ? "" : ` Refused: ${refused.map(({ asset, reason }) => `${asset} (${reason})`).join(", ")}.`;
  return [
    `Said before, of ${assets.length} assets: clusters of ${windowMs / barMs} bars of ${formatMinutes(barMs)}, cascades of`,
    `${cascade.windowMs / cascade.barMs} bars of ${formatMinutes(cascade.barMs)}.${mood} ${describeEdges(cascade)}${left}`,
  ].join(" ");
}

function describeEdges({ edges }: ScoredCrash["cascade"]): string {
  if (edges.length === 0) return "Cascade: no edge.";
  const first = edges
    .slice(0, 5)
    .map(({ from, to, weight, lagMs }) => `${from} → ${to} (${formatSigned(weight)} after ${formatMinutes(lagMs)})`);
  const more = edges.length > 5 ? ` and ${edges.length - 5} more` : "";
  return `Cascade: ${edges.length} ${edges.length === 1 ? "edge" : "edges"}, ${first.join(", ")}${more}.`;
}

function describeClusters({ clusters, assets }: ScoredCrash): string[] {
  const groups = clusters.clusters.filter(({ members }) => members.length > 1);
  const alone = clusters.clusters.filter(({ members }) => members.length === 1).flatMap(({ members }) => members);
  const rows = groups.map((cluster) => describeCluster(cluster, assets));
  const table = formatTable(
    ["members", "medoid", "cohesion", "stress", `median return over ${formatMinutes(horizonMs)}`],
    rows,
    ["left", "left", "right", "right", "right"],
  );
  const rest = alone.length === 0 ? [] : [`In no cluster: ${alone.join(", ")}${describeMedian(alone, assets)}.`];
  return [...(rows.length === 0 ? [] : table), ...(rows.length > 0 && rest.length > 0 ? [""] : []), ...rest];
}

function describeCluster({ members, medoid, cohesion, stress }: Cluster, assets: readonly AssetInCrash[]): string[] {
  const returns = returnsOf(members, assets);
  return [
    members.length === assets.length ? "all" : members.join(", "),
    medoid,
    formatNumber(cohesion),
    stress === null ? "-" : formatNumber(stress),
    returns.length === 0 ? "-" : formatReturn(medianOf(returns)),
  ];
}

const returnsOf = (members: readonly string[], assets: readonly AssetInCrash[]): number[] =>
  assets.filter(({ asset }) => members.includes(asset)).map(({ whole }) => whole.return);

function describeMedian(members: readonly string[], assets: readonly AssetInCrash[]): string {
  const returns = returnsOf(members, assets);
  return returns.length === 0 ? "" : `; their median return ${formatReturn(medianOf(returns))}`;
}

function describeHappened({ assets }: ScoredCrash): string {
  const ordered = assets.toSorted((a, b) => a.whole.return - b.whole.return);
  const [worst, best] = [ordered[0], ordered.at(-1)];
  if (worst === undefined || best === undefined) return "No asset has all prices of the crash.";
  const arrivals = assets.map(({ whole }) => whole.arrivedAfterMs).filter((afterMs) => afterMs !== null);
  const deepest = medianOf(assets.map(({ whole }) => whole.deepest));
  const half =
    arrivals.length === 0
      ? ""
      : ` Half of it was reached after ${formatMinutes(Math.min(...arrivals))} to ${formatMinutes(Math.max(...arrivals))}, in the median ${formatMinutes(medianOf(arrivals))}.`;
  return (
    `What happened in ${formatMinutes(horizonMs)}: from ${formatReturn(worst.whole.return)} (${worst.asset}) to ` +
    `${formatReturn(best.whole.return)} (${best.asset}); deepest fall in the median ${formatReturn(deepest)}.${half}`
  );
}

function describeForecasts({ forecastScores, stillError, reference, forecastAtMs }: ScoredCrash): string[] {
  const why = reference.because === "bitcoin" ? "" : " (no bitcoin here: the greatest mean correlation)";
  const names = {
    naive: `follows ${reference.asset}${why}`,
    cluster: "follows its medoid",
    cascade: "follows the cascade",
  };
  const rows = forecastScores.map((one) => [names[one.forecast], ...describeForecast(one)]);
  const still = ["does not move on", "-", "-", "-", stillError === null ? "-" : formatError(stillError), "-", "-"];
  return formatTable(
    [
      `forecast at ${formatMoment(forecastAtMs).slice(11)}: each asset`,
      "n",
      "ρ (95 %)",
      "p",
      "error",
      "ρ against naive (95 %)",
      "error against naive",
    ],
    [...rows, still],
    ["left", ...new Array<"right">(6).fill("right")],
  );
}

function describeForecast({ samples, rank, meanAbsoluteError, against }: ForecastScore): string[] {
  return [
    String(samples),
    rank === null ? "says nothing" : `${formatNumber(rank.correlation)} (${formatInterval(rank)})`,
    rank === null ? "-" : formatP(rank.p),
    meanAbsoluteError === null ? "-" : formatError(meanAbsoluteError),
    against === null ? "-" : `${formatSigned(against.rank.difference)} (${formatInterval(against.rank)})`,
    against === null ? "-" : formatSigned(100 * against.error.difference, 1),
  ];
}

function describeAlike({ clusterScore }: ScoredCrash): string[] {
  if (clusterScore === null) return [];
  const { within, between, p } = clusterScore.alike;
  return [
    `Two assets of one cluster ended ${formatError(within)} apart in the mean, two of different ones ${formatError(between)} (p that small by chance: ${formatP(p)}).`,
    "",
  ];
}

function describeArrival({ arrival: { reached, rank } }: ScoredCrash): string[] {
  if (reached === 0) return [];
  const text =
    rank === null
      ? "not ranked: too few, or all at one time"
      : `ρ ${formatNumber(rank.correlation)} (${formatInterval(rank)}), p ${formatP(rank.p)}`;
  return [`Arrival, of ${reached} assets that the cascade reached and that fell: ${text}.`, ""];
}
