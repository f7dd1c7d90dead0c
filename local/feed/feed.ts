import type { WorldEvent } from "../../contracts/event.ts";
import type { FeedKind } from "../../contracts/live.ts";

/** One minute of trading, known when the minute is over. `openAtMs` is its opening time. */
export type MinuteBar = {
  readonly openAtMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

/** A stretch of the past that the local sources serve: bars by base symbol (`ETH`), in time order, and events. */
export type ReplayFeed = {
  readonly kind: Extract<FeedKind, "recorded" | "reconstructed">;
  /** Where the prices come from, in a sentence. */
  readonly description: string;
  readonly bars: ReadonlyMap<string, readonly MinuteBar[]>;
  readonly events: readonly WorldEvent[];
  /** Rows that were refused when the feed was read. */
  readonly refusedRows: number;
};

export const barMs = 60_000;
