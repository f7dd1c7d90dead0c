import { useMemo } from "react";
import { assetName } from "../../../data/asset-name.ts";
import type { LoadProblem } from "../../../data/fetch-json.ts";
import { assetSymbol } from "../../../format/short-hex.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { type ChartSettings, ranges } from "../chart/chart-settings.ts";
import { type Mark, StoriesAnswer, storyMarks, vaultMarks } from "../chart/marks.ts";

/** Stories beside those that name the asset: more would hide each other. */
const othersMax = 20;
const storiesAsked = 500;

export type AssetMarks = {
  readonly marks: readonly Mark[];
  readonly problem: LoadProblem | null;
  /** Where its stories are the last ones that this browser keeps: since when. */
  readonly storedAtMs: number | undefined;
};

/** What happened within the range: to the world, and in the vault because of this asset. The newest first. */
export function useMarks(host: Host, asset: string, settings: ChartSettings, fromMs: number): AssetMarks {
  const { state, load } = host;
  const { windowEndMs = null } = state.prices.data ?? {};
  const minutes = ranges[settings.range].ms / 60_000;
  const path = windowEndMs === null ? null : `/v1/stories?minutes=${minutes}&limit=${storiesAsked}`;
  // New stories come with a new reading of the world.
  const { data, problem, storedAtMs } = useLoaded(load, path, StoriesAnswer, state.world.data?.asOfMs ?? 0);
  const vault = state.vault.data;
  const toMs = windowEndMs ?? 0;
  const marks = useMemo(() => {
    const names = [assetSymbol(asset), assetName(asset)];
    const stories = storyMarks(data?.stories ?? [], names, { fromMs, toMs }, othersMax);
    return [...stories, ...vaultMarks(vault, asset)].toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1));
  }, [asset, data, vault, fromMs, toMs]);
  return { marks, problem, storedAtMs };
}
