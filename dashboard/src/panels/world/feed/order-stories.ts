import type { StoredEvent, StoredStory } from "../answers.ts";
import type { Filters } from "../filters.ts";

/** A story of the feed with the stories that became a part of it. */
export type FeedStory = { readonly story: StoredStory; readonly absorbed: readonly StoredStory[] };

/**
 * The stories that the filters choose, in their order. One that was merged stands under the story that it went into, where that
 * one is there, and by itself where it is not.
 */
export function orderStories(stories: readonly StoredStory[], filters: Filters): readonly FeedStory[] {
  const chosen = stories.filter((story) => isChosen(story, filters));
  const ids = new Set(chosen.map(({ id }) => id));
  const absorbed = Map.groupBy(
    stories.filter(({ mergedInto }) => mergedInto !== null && ids.has(mergedInto)),
    ({ mergedInto }) => mergedInto ?? "",
  );
  return chosen
    .filter(({ mergedInto }) => mergedInto === null || !ids.has(mergedInto))
    .toSorted((a, b) => compare(a, b, a.lastPublishedMs, b.lastPublishedMs, filters.sort))
    .map((story) => ({ story, absorbed: absorbed.get(story.id) ?? [] }));
}

/** The story that a link names, or the one that it became a part of. */
export const findStory = (items: readonly FeedStory[], id: string): FeedStory | undefined =>
  items.find(({ story, absorbed }) => story.id === id || absorbed.some((other) => other.id === id));

/** What a link names stands first, whatever the filters choose. */
export const putFirst = (items: readonly FeedStory[], linked: FeedStory): readonly FeedStory[] => [
  linked,
  ...items.filter(({ story }) => story.id !== linked.story.id),
];

/** Events in the order that the reader chose. What the server filtered is filtered already. */
export function orderEvents(events: readonly StoredEvent[], sort: Filters["sort"]): readonly StoredEvent[] {
  return events.toSorted((a, b) => compare(a, b, a.eventTimeMs, b.eventTimeMs, sort));
}

const isChosen = ({ category, severity }: StoredStory, filters: Filters): boolean =>
  (filters.category === null || category === filters.category) && severity >= filters.severityMin;

type Ranked = { readonly id: string; readonly severity: number };

function compare(a: Ranked, b: Ranked, aMs: number, bMs: number, sort: Filters["sort"]): number {
  const bySeverity = sort === "severity" ? b.severity - a.severity : 0;
  return bySeverity || bMs - aMs || (a.id < b.id ? -1 : 1);
}
