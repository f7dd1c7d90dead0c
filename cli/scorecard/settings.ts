const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Fixed before any score was seen, and the same for every file. `--fall` alone can be given. */
export const scorecardSettings = {
  /** A crash is what happens in this time after its onset. */
  horizonMs: 6 * hourMs,
  /** Forecasts are made this long after the onset. */
  earlyMs: 30 * minuteMs,
  /** Onsets are looked for on this grid, and cascades are learned on it; the file's spacing where that is longer. */
  gridMs: 10 * minuteMs,
  /** Files whose samples are further apart show no crash of this length. */
  gridMsMax: hourMs,
  crashesMax: 5,
  /** The longest history that is looked at, the bars for clusters, and how many there must be of the history. */
  windowMs: 7 * 24 * hourMs,
  clusterBarMs: hourMs,
  barsMin: 48,
  minOverlap: 0.8,
  lagMsMax: hourMs,
  fdr: 0.05,
  /** Random labellings, and resamples of the assets. */
  draws: 10_000,
  seed: 1,
  /** Fewer assets than this are not ranked; fewer arrivals than that neither. */
  assetsMin: 8,
  arrivalsMin: 5,
} as const;

/** A median fall of 8 %. */
export const fallDefault = 0.08;

/** From this p on, and where an interval holds 0, no difference is claimed. */
export const pMax = 0.05;
