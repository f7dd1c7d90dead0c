import type { ClusterAnalysis } from "../../analytics/core/clusters/analyze-clusters.ts";
import type { LoadedPrices } from "../prices/load-prices.ts";

/** So many refused rows and names are told one by one. */
const toldMax = 5;

const nameSome = (names: readonly string[]): string =>
  `${names.slice(0, toldMax).join(", ")}${names.length > toldMax ? ` and ${names.length - toldMax} more` : ""}`;

/** The summary for standard error. */
export function describeClustering(
  { run, cophenetic }: ClusterAnalysis,
  { samples, refused, duplicates }: Pick<LoadedPrices, "samples" | "refused" | "duplicates">,
  elapsedMs: number,
): string[] {
  const byReason = new Map<string, string[]>();
  for (const { asset, reason } of run.refused) byReason.set(reason, [...(byReason.get(reason) ?? []), asset]);
  const { regime } = run;
  return [
    `samples       ${samples}`,
    `refused rows  ${refused.length}`,
    ...refused.slice(0, toldMax).map(({ file, line, reason }) => `              ${file}:${line}: ${reason}`),
    ...(refused.length > toldMax ? [`              and ${refused.length - toldMax} more`] : []),
    `duplicates    ${duplicates}`,
    `as of         ${new Date(run.asOfMs).toISOString()}`,
    `assets        ${run.assets.length} used, ${run.refused.length} refused`,
    ...[...byReason].map(([reason, assets]) => `              ${reason}: ${nameSome(assets)}`),
    `clusters      ${run.clusters.length}`,
    `communities   ${run.communities.groups.length}, modularity ${run.communities.modularity.toFixed(4)}`,
    `cophenetic    ${cophenetic.toFixed(4)} (1: the tree keeps every distance)`,
    regime === null
      ? "regime        unknown: no newest return"
      : `regime        ${regime.regime}: coupling ${regime.coupling.toFixed(3)}, activity ${regime.activity.toFixed(2)}`,
    `elapsed       ${Math.round(elapsedMs)} ms`,
  ];
}
