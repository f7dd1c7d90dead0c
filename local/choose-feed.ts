import { pipelines } from "../contracts/pipelines.gen.ts";
import { parseDurationMs } from "../contracts/time.ts";
import type { ReplayFeed } from "./feed/feed.ts";
import { reconstructFeed } from "./feed/reconstructed-feed.ts";
import { findRecordedData, readRecordedFeed } from "./feed/recorded-feed.ts";

/** Where a replay begins: an hour before the fall of 19 May 2021, so that a change over an hour has its past. */
export const replayStartMs = Date.UTC(2021, 4, 19, 10);

/** The recorded feed where its files are, else the reconstruction; `PORTENT_FEED=reconstructed` asks for that one. */
export function chooseFeed(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
  log: (line: string) => void,
): ReplayFeed {
  const folder = env.PORTENT_FEED === "reconstructed" ? undefined : findRecordedData(root, env);
  return folder === undefined ? reconstructFeed() : readRecordedFeed(folder, log);
}

/** When the feed's last bar is over. */
export const feedEndMs = (feed: ReplayFeed): number =>
  Math.max(...[...feed.bars.values()].map((bars) => (bars.at(-1)?.openAtMs ?? 0) + 60_000));

/** Where a live run begins: at the last point of the grid, so that prices are there at once. */
export const liveStartMs = (nowMs: number): number => Math.floor(nowMs / cadenceMs) * cadenceMs;

const cadenceMs = parseDurationMs(pipelines.pipeline.cadence) ?? 120_000;
