import { z } from "zod";
import { Story } from "../../../../../contracts/story.ts";
import { TimeMs } from "../../../../../contracts/time.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";

/** A story as the store has it: without its title once the licence has ended. */
export const StoredStory = Story.extend({ title: z.string().nullable() });
export type StoredStory = z.infer<typeof StoredStory>;
/** Answer of `/v1/stories`. */
export const StoriesAnswer = z.object({ fromMs: TimeMs, toMs: TimeMs, stories: z.array(StoredStory) });

/** Something that happened, at a moment of the chart. */
export type Mark = {
  readonly id: string;
  readonly kind: "story" | "fire" | "cast";
  readonly atMs: number;
  readonly title: string;
  /** What else there is to say of it, in a few words. */
  readonly detail: string;
  /** A story whose title names the asset. */
  readonly isNamed: boolean;
};

/**
 * Stories of the range as marks: those that name the asset, and the most severe of the others. A story stands where it was first told:
 * before that nobody could act on it.
 */
export function storyMarks(
  stories: readonly StoredStory[],
  names: readonly string[],
  range: { readonly fromMs: number; readonly toMs: number },
  othersMax: number,
): readonly Mark[] {
  const inRange = stories.filter(
    ({ state, firstPublishedMs }) =>
      state !== "merged" && firstPublishedMs > range.fromMs && firstPublishedMs <= range.toMs,
  );
  const pattern = namePattern(names);
  const isNamed = ({ title }: StoredStory): boolean => title !== null && pattern.test(title);
  const others = inRange
    .filter((story) => !isNamed(story))
    .toSorted((a, b) => b.severity - a.severity || (a.id < b.id ? -1 : 1));
  return [...inRange.filter(isNamed), ...others.slice(0, othersMax)].map((story) => ({
    id: `story:${story.id}`,
    kind: "story",
    atMs: story.firstPublishedMs,
    title: story.title ?? `A story about ${story.category}; its title may not be shown any more`,
    detail: `${story.category}, severity ${story.severity.toFixed(2)}, told by ${story.publisherFamilies.join(", ")}`,
    isNamed: isNamed(story),
  }));
}

/** Fires that a price of the asset had a part in, and the casts that they caused. */
export function vaultMarks(vault: VaultView | null, asset: string): readonly Mark[] {
  if (vault === null) return [];
  const names = new Map<string, string>(vault.triggers.map(({ trigger }) => [trigger.id, trigger.name ?? trigger.id]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const fires = vault.fires.filter(({ explain }) =>
    explain.some(({ inputs }) => inputs.some(({ key }) => key === `price.${asset}`)),
  );
  const fired = new Set<string | null>(fires.map(({ fireId }) => fireId));
  return [
    ...fires.map(
      (fire): Mark => ({
        ...{ id: `fire:${fire.fireId}`, kind: "fire", atMs: fire.atMs, isNamed: true },
        title: `${nameOf(fire.triggerId)}: fired`,
        detail: fire.explain.map(({ leaf }) => leaf).join(", "),
      }),
    ),
    ...vault.casts
      .filter(({ fireId }) => fireId !== null && fired.has(fireId))
      .map(
        (cast): Mark => ({
          ...{ id: `cast:${cast.id}`, kind: "cast", atMs: cast.firedAtMs, isNamed: true },
          title: `${cast.triggerId === null ? "A cast" : nameOf(cast.triggerId)}: cast of ${cast.spell}`,
          detail: cast.state.toLowerCase().replaceAll("_", " "),
        }),
      ),
  ];
}

export type MarkGroup = { readonly x: number; readonly marks: readonly Mark[] };

/** Marks by their place on the axis; those nearer than `nearPx` to the first of a group stand as one. Those without a place are out of sight. */
export function groupMarks(
  marks: readonly Mark[],
  placeOf: (atMs: number) => number | null,
  nearPx: number,
): readonly MarkGroup[] {
  const placed = marks
    .flatMap((mark) => {
      const x = placeOf(mark.atMs);
      return x === null ? [] : [{ x, mark }];
    })
    .toSorted((a, b) => a.x - b.x || a.mark.atMs - b.mark.atMs || (a.mark.id < b.mark.id ? -1 : 1));
  const groups: { x: number; marks: Mark[] }[] = [];
  for (const { x, mark } of placed) {
    const last = groups.at(-1);
    if (last !== undefined && x - last.x < nearPx) last.marks.push(mark);
    else groups.push({ x, marks: [mark] });
  }
  return groups;
}

/** Finds a symbol of letters, or a name, as a word of its own: `ETH` is not in `method`. */
function namePattern(names: readonly string[]): RegExp {
  const parts = names.filter((name) => name.length > 1).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return parts.length === 0 ? /^\b$/ : new RegExp(`(?<![\\p{L}\\p{N}])(${parts.join("|")})(?![\\p{L}\\p{N}])`, "iu");
}
