/** A series as levels above zero: the logarithm of a level's growth over a bar is the series' change in that bar. */
export type LevelSeries = { readonly key: string; readonly atMs: Float64Array; readonly level: Float64Array };

/** Samples of a signal in time order. */
export type ThemeSeries = { readonly key: string; readonly atMs: Float64Array; readonly value: Float64Array };

/** From where to where, in whole multiples of `barMs`, both included. */
export type LevelGrid = { readonly fromMs: number; readonly toMs: number; readonly barMs: number };

/** An event's weight halves in this time: by the next day one in sixteen is left. */
const eventHalfLifeMs = 6 * 3_600_000;
/** Odds beyond a thousand to one tell nothing more. */
const probabilityMin = 0.001;

/**
 * Prediction markets and event themes beside prices. The level of `market.…` is its odds p / (1 − p), so that changes are those of
 * log odds; of `factor.…` it is e^reading, so that changes are differences; of `event.…` (severities of the stories of a category)
 * it is e^intensity, where the intensity is the sum of severities, each halved every six hours. Anything else is left out.
 */
export function toLevels(series: readonly ThemeSeries[], grid: LevelGrid): LevelSeries[] {
  return series.flatMap((each): LevelSeries[] => {
    const { key, atMs, value } = each;
    if (value.length === 0) return [];
    switch (key.slice(0, key.indexOf("."))) {
      case "market":
        return [{ key, atMs, level: value.map(toOdds) }];
      case "factor":
        return [{ key, atMs, level: value.map(Math.exp) }];
      case "event":
        return [toIntensities(each, grid)];
      default:
        return [];
    }
  });
}

function toOdds(probability: number): number {
  const held = Math.min(1 - probabilityMin, Math.max(probabilityMin, probability));
  return held / (1 - held);
}

function toIntensities({ key, atMs, value }: ThemeSeries, { fromMs, toMs, barMs }: LevelGrid): LevelSeries {
  const points = Math.max(0, Math.floor((toMs - fromMs) / barMs) + 1);
  const level = new Float64Array(points);
  let intensity = 0;
  let sinceMs = fromMs;
  let next = 0;
  for (let point = 0; point < points; point += 1) {
    const pointMs = fromMs + point * barMs;
    for (; next < atMs.length && (atMs[next] as number) <= pointMs; next += 1) {
      const eventMs = atMs[next] as number;
      intensity = decay(intensity, eventMs - sinceMs) + (value[next] as number);
      sinceMs = eventMs;
    }
    level[point] = Math.exp(decay(intensity, pointMs - sinceMs));
  }
  return { key, atMs: Float64Array.from(level, (_, point) => fromMs + point * barMs), level };
}

const decay = (intensity: number, elapsedMs: number): number => intensity * 0.5 ** (elapsedMs / eventHalfLifeMs);
