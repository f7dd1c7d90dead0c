import type { Story } from "../../../contracts/story.ts";

/** A group of events by their ids, earliest first. */
export type EventGroup = readonly string[];
/** What became of a story. `merged`: `other` is where it went; `split`: `other` is where it came from. */
export type StoryLink = {
  readonly kind: "born" | "merged" | "split" | "died";
  readonly storyId: string;
  readonly other: string | null;
};
export type Lineage = {
  /** The id of each group's story, in the order of the groups. */
  readonly ids: readonly string[];
  /** From which story each group was split off, or null. */
  readonly splitFrom: readonly (string | null)[];
  readonly links: readonly StoryLink[];
};

/**
 * Which story each group continues. A group belongs to the story of its earliest event that had one; where several groups
 * claim one story, it goes to the group with the event that named it, else to the earliest group, and the others were split
 * off. A story that nobody continues was merged into the one that has most of its events, or, without any, died.
 */
export function traceLineage(previous: readonly Story[], groups: readonly EventGroup[]): Lineage {
  const stories = previous.filter(({ state }) => state === "open").toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const storyOf = new Map(
    stories.flatMap(({ id, eventIds }) => eventIds.map((eventId): [string, string] => [eventId, id])),
  );
  const claims = groups.map(
    (group) => group.map((eventId) => storyOf.get(eventId)).find((id) => id !== undefined) ?? null,
  );
  const heirs = new Map<string, number>();
  for (const [place, story] of claims.entries()) {
    if (story === null) continue;
    const heir = heirs.get(story);
    const named = groups[place]?.some((eventId) => nameOf(eventId) === story) ?? false;
    if (heir === undefined || named) heirs.set(story, place);
  }
  const taken = new Set([...heirs.keys()]);
  const links: StoryLink[] = [];
  const splitFrom: (string | null)[] = [];
  const ids = groups.map((group, place) => {
    const claimed = claims[place] ?? null;
    if (claimed !== null && heirs.get(claimed) === place) {
      splitFrom.push(null);
      return claimed;
    }
    let id = nameOf(group[0] ?? "");
    while (taken.has(id)) id = `${id}~`;
    taken.add(id);
    splitFrom.push(claimed);
    links.push({ kind: claimed === null ? "born" : "split", storyId: id, other: claimed });
    return id;
  });
  const groupOf = new Map(groups.flatMap((group, place) => group.map((eventId): [string, number] => [eventId, place])));
  for (const { id, eventIds } of stories) {
    if (heirs.has(id)) continue;
    const into = mostOf(eventIds.flatMap((eventId) => ids[groupOf.get(eventId) ?? -1] ?? []));
    links.push(
      into === null ? { kind: "died", storyId: id, other: null } : { kind: "merged", storyId: id, other: into },
    );
  }
  return { ids, splitFrom, links };
}

/** A story bears the name of its first event. */
export const nameOf = (eventId: string): string => `story:${eventId}`;

/** The most frequent one; of several, the first by code point. */
function mostOf(ids: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? null;
}
