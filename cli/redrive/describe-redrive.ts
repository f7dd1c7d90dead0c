import type { RedriveReport } from "./count-redrive.ts";

const isoOf = (ms: number): string => new Date(ms).toISOString().replace(".000Z", "Z");

/** One line now and then. */
export const describeProgress = (report: RedriveReport, doneUntilMs: number): string =>
  `until ${isoOf(doneUntilMs)}: ${report.windows} windows, ${report.changed} prices changed, ${report.new} new`;

/** The closing summary, for people. */
export function describeReport(report: RedriveReport, isDry: boolean): readonly string[] {
  const examples = report.examples.map(
    ({ asset, windowEndMs, priceUsdBefore, priceUsd }) =>
      `  ${asset} ${isoOf(windowEndMs)}: ${priceUsdBefore ?? "no price"} → ${priceUsd}`,
  );
  return [
    `windows          ${report.windows}`,
    `prices changed   ${report.changed}`,
    `prices new       ${report.new}`,
    `written          ${isDry ? "none (dry run)" : report.written}`,
    `unchanged        ${report.unchanged}`,
    ...listCounts("quotes now used, that were refused as", report.nowUsed),
    ...listCounts("quotes now refused, that were used", report.nowRefused),
    ...listCounts("left as they are", report.left),
    ...(examples.length === 0 ? [] : ["examples", ...examples]),
  ];
}

function listCounts(title: string, counts: Readonly<Record<string, number>>): readonly string[] {
  const sorted = Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.length === 0 ? [] : [title, ...sorted.map(([reason, count]) => `  ${reason.padEnd(15)}${count}`)];
}
