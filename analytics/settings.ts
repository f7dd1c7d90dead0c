import type { LinkageMethod } from "../contracts/cluster.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How the six-hour job looks at the past. */
export const analyticsSettings = {
  /** Assets, bar by bar as they are priced: 5,040 bars. */
  fast: { barMs: 2 * minuteMs, windowMs: 7 * dayMs, barsMin: 15 },
  /** Assets, prediction markets and event themes, which come every half hour. */
  slow: { barMs: 30 * minuteMs, windowMs: 7 * dayMs, barsMin: 48 },
  /**
   * Least share of the steps at which a series needs a return. A price that repeats itself counts as none in the cascades, so an
   * asset that trades rarely is refused rather than guessed.
   */
  overlapMin: 0.7,
  method: "average" as LinkageMethod,
  /** The cut is a correlation: shrunk ones would have it mean another on a short history. */
  shrinkage: "none" as const,
  /** Lags of the cascades, in bars of the fast view. */
  lagsMax: 6,
  /** Share of edges that may be noise. */
  fdr: 0.05,
  /** The surest edges of a run are kept; a step of a workflow holds a mebibyte. */
  edgesMax: 1_500,
  /** Pairs that the screening lets through are checked on their returns: each costs a pass over the window. */
  checksMax: 5_000,
  /** Sums of so many assets fit into an object's 128 MB; the first that come have the room. */
  assetsMax: 1_000,
  /** One missed run is survived, two are not. */
  validForMs: 13 * hourMs,
  /** How long bars are kept: the window, and a day more so that a late job still finds it whole. */
  keepMs: 8 * dayMs,
} as const;
