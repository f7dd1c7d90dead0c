import { formatMoment } from "../backtest/format-time.ts";
import { describeCrash } from "./describe-crash.ts";
import { describeMethod } from "./describe-method.ts";
import { formatError, formatNumber, formatP, formatReturn, formatSigned } from "./format-numbers.ts";
import { formatTable } from "./format-table.ts";
import type { ClusterScore } from "./score-clusters.ts";
import type { CrashScore } from "./score-crash.ts";
import type { FileScore } from "./score-file.ts";
import type { ForecastScore } from "./score-forecasts.ts";
import { fallDefault, pMax } from "./settings.ts";
import type { ForecastSummary, GroupSummary, MeanOverCrashes, Summary } from "./summarise-scores.ts";

export type Scorecard = { readonly fall: number; readonly summary: Summary; readonly files: readonly FileScore[] };

/** The page. The same scores give the same bytes. */
export function describeScorecard({ fall, summary, files }: Scorecard): string {
  const option = fall === fallDefault ? "" : ` --fall ${fall}`;
  const command = `npm run portent -- scorecard --prices ${files.map(({ file }) => file).join(" ")}${option} --out F`;
  const lines = [
    "# Scorecard: what clusters and cascades said before crashes",
    "",
    `Written by \`${command}\` (each file with its folder): edits here are overwritten. \`--json\` gives the numbers, each asset's too. The same files give the same bytes.`,
    "",
    ...describeSummary(summary),
    ...describeTable(files),
    ...describeMethod(fall),
    ...files.flatMap(describeFile),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function describeSummary({ crashes, scored, groups, forecasts }: Summary): string[] {
  if (crashes === 0) return ["No crash was found.", ""];
  const unscored = crashes === scored ? "" : `, ${scored} of them with enough history to be scored`;
  return [
    `${crashes} ${crashes === 1 ? "crash" : "crashes"}${unscored}.`,
    "",
    ...(scored === 0 ? [] : [...groups.map(describeGroups), ...forecasts.map(describeForecast), ""]),
  ];
}

function describeGroups({ view, more, undecided, silent }: GroupSummary): string {
  const name = view === "clusters" ? "Clusters" : "Communities";
  const told = more + undecided;
  const rest = `no difference that can be told in ${undecided}, said nothing in ${silent}`;
  const chance = told === 0 ? "" : ` (chance alone would give ${formatNumber(pMax * told, 1)} of ${told})`;
  return `- **${name}** explained who fell how far better than random groups in ${more}${chance}, ${rest}.`;
}

function describeForecast({ forecast, better, worse, undecided, silent, rank, error }: ForecastSummary): string {
  const name = forecast === "cluster" ? "Following the cluster's medoid" : "Following the cascade";
  if (better + worse + undecided === 0) return `- **${name}** gave no ranking in any of them: nothing to compare.`;
  const means = [
    describeMean(rank, "of ρ", (value) => formatSigned(value)),
    describeMean(error, "of the error", (value) => formatSigned(100 * value, 1)),
  ].filter((text) => text !== "");
  return `- **${name}** ranked better than the naive forecast in ${better}, worse in ${worse}, no difference that can be told in ${undecided}, said nothing in ${silent}. Mean difference over crashes: ${means.join(", ")}.`;
}

function describeMean(mean: MeanOverCrashes | null, of: string, format: (value: number) => string): string {
  if (mean === null) return "";
  return `${of} ${format(mean.mean)} (n ${mean.crashes}, p ${mean.p === null ? "not given" : formatP(mean.p)})`;
}

function describeTable(files: readonly FileScore[]): string[] {
  const rows = files.flatMap(({ crashes }) => crashes.map(describeRow));
  if (rows.length === 0) return [];
  const head = [
    "onset (UTC)",
    "median",
    "n",
    "clusters η²",
    "communities η²",
    "ρ naive",
    "ρ cluster",
    "ρ cascade",
    "errors",
  ];
  const table = formatTable(head, rows, ["left", ...new Array<"right">(8).fill("right")]);
  return [...table, "", "η² with its p. Errors: naive / cluster / cascade / no further move.", ""];
}

function describeRow({ onsetMs, medianReturn, score }: CrashScore): string[] {
  const fall = formatReturn(Math.log1p(medianReturn));
  if (score === null) return [formatMoment(onsetMs), fall, "not scored", "", "", "", "", "", ""];
  const errors = [...score.forecastScores.map((one) => one.meanAbsoluteError), score.stillError];
  return [
    formatMoment(onsetMs),
    fall,
    String(score.assets.length),
    describeExplained(score.clusterScore),
    describeExplained(score.communityScore),
    ...score.forecastScores.map(describeRank),
    errors.map((error) => (error === null ? "-" : formatError(error))).join(" / "),
  ];
}

const describeExplained = (score: ClusterScore | null): string =>
  score === null ? "-" : `${formatNumber(score.explained)} (${formatP(score.p)})`;

const describeRank = ({ rank }: ForecastScore): string => (rank === null ? "-" : formatNumber(rank.correlation));

function describeFile({ file, fromMs, toMs, assets, samples, refusedRows, crashes }: FileScore): string[] {
  const rows = refusedRows === 0 ? "" : `, ${refusedRows} ${refusedRows === 1 ? "row" : "rows"} refused`;
  return [
    `## ${file}`,
    "",
    `${assets} ${assets === 1 ? "asset" : "assets"}, ${samples} prices${rows}, ${formatMoment(fromMs)} to ${formatMoment(toMs)} UTC.`,
    "",
    ...(crashes.length === 0 ? ["No crash: the median asset never fell that much within the time looked at.", ""] : []),
    ...crashes.flatMap(describeCrash),
  ];
}
