import { studentTwoSided } from "../../statistics/student-tail.ts";
import type { CrashScore, ScoredCrash } from "./score-crash.ts";
import type { ForecastName } from "./score-forecasts.ts";
import { pMax } from "./settings.ts";

/** Mean over crashes: the crash is the sample. `p`: Student's t against 0, two-sided; null with fewer than three. */
export type MeanOverCrashes = { readonly crashes: number; readonly mean: number; readonly p: number | null };

export type ForecastSummary = {
  readonly forecast: Exclude<ForecastName, "naive">;
  /** Crashes in which its ranking can be told to be better or worse than the naive one, or cannot, or in which it has none. */
  readonly better: number;
  readonly worse: number;
  readonly undecided: number;
  readonly silent: number;
  readonly rank: MeanOverCrashes | null;
  readonly error: MeanOverCrashes | null;
};

export type GroupSummary = {
  readonly view: "clusters" | "communities";
  /** Crashes in which the groups explain more than chance does, or do not, or in which there was one group or none. */
  readonly more: number;
  readonly undecided: number;
  readonly silent: number;
};

export type Summary = {
  readonly crashes: number;
  readonly scored: number;
  readonly groups: readonly GroupSummary[];
  readonly forecasts: readonly ForecastSummary[];
};

/** All crashes of all files together. */
export function summariseScores(crashes: readonly CrashScore[]): Summary {
  const scored = crashes.map(({ score }) => score).filter((score) => score !== null);
  return {
    crashes: crashes.length,
    scored: scored.length,
    groups: [summariseGroups("clusters", scored), summariseGroups("communities", scored)],
    forecasts: [summariseForecast("cluster", scored), summariseForecast("cascade", scored)],
  };
}

function summariseGroups(view: GroupSummary["view"], scored: readonly ScoredCrash[]): GroupSummary {
  const scores = scored.map((one) => (view === "clusters" ? one.clusterScore : one.communityScore));
  const told = scores.filter((score) => score !== null);
  const more = told.filter(({ p }) => p < pMax).length;
  return { view, more, undecided: told.length - more, silent: scores.length - told.length };
}

function summariseForecast(forecast: ForecastSummary["forecast"], scored: readonly ScoredCrash[]): ForecastSummary {
  const scores = scored.map(({ forecastScores }) => forecastScores.find((one) => one.forecast === forecast));
  const compared = scores.map((score) => score?.against ?? null).filter((against) => against !== null);
  const better = compared.filter(({ rank }) => rank.low > 0).length;
  const worse = compared.filter(({ rank }) => rank.high < 0).length;
  return {
    forecast,
    better,
    worse,
    undecided: compared.length - better - worse,
    silent: scores.length - compared.length,
    rank: meanOf(compared.map(({ rank }) => rank.difference)),
    error: meanOf(compared.map(({ error }) => error.difference)),
  };
}

function meanOf(values: readonly number[]): MeanOverCrashes | null {
  const crashes = values.length;
  if (crashes === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / crashes;
  if (crashes < 3) return { crashes, mean, p: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (crashes - 1);
  return { crashes, mean, p: variance > 0 ? studentTwoSided(mean / Math.sqrt(variance / crashes), crashes - 1) : null };
}
