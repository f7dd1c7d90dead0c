import type { CollectedReplay } from "./collect-fires.ts";
import { describeRefused, type LoadedReplay } from "./load-replay.ts";

const refusedShown = 20;

/** The closing summary of a replay, for people: what was read, what was refused, what fired, how fast. */
export function describeRun(
  { refused, duplicates, samples, triggers }: LoadedReplay,
  { fires, report: { evaluations, samplesLeft } }: CollectedReplay,
  elapsedMs: number,
): string[] {
  // Two vaults may have triggers of one id.
  const counts = Map.groupBy(fires, ({ trigger }) => trigger);
  return [
    ...refused.slice(0, refusedShown).map((row) => `refused ${describeRefused(row)}`),
    ...(refused.length > refusedShown ? [`refused ${refused.length - refusedShown} more rows`] : []),
    `evaluations          ${evaluations}`,
    `samples              ${samples}`,
    `refused rows         ${refused.length}`,
    `duplicates           ${duplicates}`,
    `known after the last ${samplesLeft}`,
    `fires                ${fires.length}`,
    ...triggers.map(({ registered }) => `  ${registered.triggerId}: ${counts.get(registered)?.length ?? 0}`),
    `elapsed              ${elapsedMs.toFixed(0)} ms`,
    `evaluations/s        ${elapsedMs === 0 ? "-" : Math.round((evaluations / elapsedMs) * 1_000)}`,
  ];
}
