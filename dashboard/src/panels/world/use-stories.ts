import type { WorldSnapshot } from "../../../../contracts/world.ts";
import type { Part } from "../../data/dashboard-state.ts";
import type { LoadProblem } from "../../data/fetch-json.ts";
import type { Host } from "../../host/panel.ts";
import { useLoaded } from "../../host/use-loaded.ts";
import { type StoredStory, StoriesAnswer } from "./answers.ts";

export type LoadedStories = {
  /** Null while they are loading. */
  readonly stories: readonly StoredStory[] | null;
  /** `live`: those of the newest reading alone, because the history does not answer. */
  readonly from: "history" | "live";
  /** There are more than the server gives at once. */
  readonly isCut: boolean;
  readonly problem: LoadProblem | null;
  /** Where they are the last ones that this browser keeps: since when. */
  readonly storedAtMs: number | undefined;
  readonly retry: () => void;
};

const limit = 500;

/**
 * Stories of the last `hours` in every state, as the history has them; where it does not answer, or has not stored the newest
 * reading yet, those of that reading.
 */
export function useStories(load: Host["load"], hours: number, live: Part<WorldSnapshot>): LoadedStories {
  const { data: world } = live;
  const path = `/v1/stories?minutes=${hours * 60}&limit=${limit}`;
  const { data, problem, storedAtMs, retry } = useLoaded(load, path, StoriesAnswer, world?.asOfMs ?? 0);
  if (data === null)
    return {
      ...{ stories: problem === null ? null : (world?.stories ?? null), from: "live", isCut: false, problem, retry },
      storedAtMs: live.storedAtMs,
    };
  return {
    stories: joinStories(data.stories, world, data.fromMs),
    ...{ from: "history", isCut: data.stories.length === limit, problem, storedAtMs, retry },
  };
}

/** Stored stories with those of the newest reading over them: rows reach the store a moment later than the page. */
export function joinStories(
  stored: readonly StoredStory[],
  world: Pick<WorldSnapshot, "stories"> | null,
  fromMs: number,
): readonly StoredStory[] {
  const live = new Map(
    (world?.stories ?? []).filter(({ lastPublishedMs }) => lastPublishedMs >= fromMs).map((story) => [story.id, story]),
  );
  return [...live.values(), ...stored.filter(({ id }) => !live.has(id))];
}
