import type { Backfill } from "../../contracts/journal-records.ts";
import type { BackfillReport } from "./run-backfill.ts";

const isoOf = (ms: number): string => new Date(ms).toISOString().replace(".000Z", "Z");
const gapsShown = 20;

/** One line after each batch that was committed. */
export function describeProgress({ fromMs, toMs, doneUntilMs, windows, records }: Backfill): string {
  const percent = Math.floor((100 * (doneUntilMs - fromMs)) / (toMs - fromMs));
  return `until ${isoOf(doneUntilMs)} (${percent} %): ${windows} windows, ${records} records`;
}

/** The closing summary, for people. */
export function describeReport(report: BackfillReport, isDry: boolean): readonly string[] {
  const { progress, gaps, alreadyPriced, isResumed } = report;
  return [
    `windows          ${progress.windows}${isResumed ? " (with those of earlier runs)" : ""}`,
    `records          ${progress.records}${isDry ? " (dry run: none written)" : ""}`,
    `refused quotes   ${progress.refused}`,
    `already priced   ${alreadyPriced}`,
    `gaps             ${gaps.length}`,
    ...gaps
      .slice(0, gapsShown)
      .map(({ asset, fromMs, toMs, windows }) => `  ${asset}: ${windows} windows, ${isoOf(fromMs)} to ${isoOf(toMs)}`),
    ...(gaps.length > gapsShown ? [`  and ${gaps.length - gapsShown} more`] : []),
  ];
}
