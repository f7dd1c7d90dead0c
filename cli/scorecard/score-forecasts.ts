import { correlateRanks, type RankCorrelation } from "../../statistics/correlate-ranks.ts";
import { type Comparison, compareForecasts } from "./compare-forecasts.ts";
import type { Forecast } from "./forecast-returns.ts";

export type ForecastName = "naive" | "cluster" | "cascade";

export type ForecastScore = {
  readonly forecast: ForecastName;
  /** Assets with a forecast. */
  readonly samples: number;
  /** With what happened; null where it says nothing, for the reason beside it. */
  readonly rank: RankCorrelation | null;
  readonly silent: "constant" | "too-few-assets" | null;
  readonly meanAbsoluteError: number | null;
  /** Against the naive forecast, for the assets that have both. Null for itself, and where either says nothing. */
  readonly against: Comparison | null;
};

type Settings = { readonly assetsMin: number; readonly draws: number; readonly seed: number };

/** How each forecast ranked what happened, and how far off it was. */
export function scoreForecasts(
  forecasts: Readonly<Record<ForecastName, Forecast>>,
  happened: ReadonlyMap<string, number>,
  settings: Settings,
): ForecastScore[] {
  const naive = scoreForecast("naive", forecasts.naive, happened, settings);
  const others = (["cluster", "cascade"] as const).map((name): ForecastScore => {
    const own = scoreForecast(name, forecasts[name], happened, settings);
    if (own.rank === null || naive.rank === null) return own;
    const rows = listRows(forecasts[name], happened).flatMap((row) => {
      const other = forecasts.naive.get(row.asset) ?? null;
      return other === null ? [] : [{ ...row, naive: other }];
    });
    if (rows.length < settings.assetsMin) return own;
    const columns = {
      forecast: rows.map(({ forecast }) => forecast),
      naive: rows.map((row) => row.naive),
      happened: rows.map((row) => row.happened),
    };
    return { ...own, against: compareForecasts(columns, settings) };
  });
  return [naive, ...others];
}

function scoreForecast(
  name: ForecastName,
  forecast: Forecast,
  happened: ReadonlyMap<string, number>,
  { assetsMin }: Settings,
): ForecastScore {
  const rows = listRows(forecast, happened);
  const samples = rows.length;
  const rank = correlateRanks(
    rows.map((row) => row.forecast),
    rows.map((row) => row.happened),
    assetsMin,
  );
  const error = rows.reduce((sum, row) => sum + Math.abs(row.forecast - row.happened), 0) / samples;
  return {
    forecast: name,
    samples,
    rank,
    silent: rank !== null ? null : samples < assetsMin ? "too-few-assets" : "constant",
    meanAbsoluteError: samples === 0 ? null : error,
    against: null,
  };
}

type Row = { readonly asset: string; readonly forecast: number; readonly happened: number };

const listRows = (forecast: Forecast, happened: ReadonlyMap<string, number>): Row[] =>
  [...happened].flatMap(([asset, value]) => {
    const own = forecast.get(asset) ?? null;
    return own === null ? [] : [{ asset, forecast: own, happened: value }];
  });
