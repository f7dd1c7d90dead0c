import type { Cast } from "../../../../../contracts/cast.ts";
import type { Fire } from "../../../../../contracts/fires.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { type Episode, tellStory } from "../../../views/vault/vault-story.ts";

/** What was read of one kind beyond the view. `next`: where it goes on; null where nothing is older. */
export type Read<T> = { readonly records: readonly T[]; readonly next: number | null };
export type OlderHistory = { readonly casts: Read<Cast>; readonly fires: Read<Fire> };

/** So many of each kind are in a view. */
export const inViewMax = 50;

export type Story = { readonly episodes: readonly Episode[]; readonly hasMore: boolean };

/**
 * What happened, the newest first, of the view and of the older records that were read. What is older than a kind has been read back to
 * is left out: a fire would else be told without its cast.
 */
export function storyOf(view: Pick<VaultView, "casts" | "fires" | "triggers">, older: OlderHistory | null): Story {
  const casts = merge(view.casts, older?.casts.records ?? [], ({ id }) => id);
  const fires = merge(view.fires, older?.fires.records ?? [], ({ fireId }) => fireId);
  const hasMoreCasts = older === null ? view.casts.length >= inViewMax : older.casts.next !== null;
  const hasMoreFires = older === null ? view.fires.length >= inViewMax : older.fires.next !== null;
  const castsSinceMs = hasMoreCasts ? oldest(casts.map(({ firedAtMs }) => firedAtMs)) : -1;
  const firesSinceMs = hasMoreFires ? oldest(fires.map(({ atMs }) => atMs)) : -1;
  const isWhole = ({ atMs, cast, fire }: Episode) =>
    atMs >= Math.max(castsSinceMs, firesSinceMs) &&
    // Of the same moment as the oldest that was read, the other half may be on the next page.
    (cast !== null || atMs > castsSinceMs) &&
    (fire !== null || cast?.fireId == null || atMs > firesSinceMs);
  const episodes = tellStory({ casts, fires, triggers: view.triggers }).filter(isWhole);
  return { episodes, hasMore: hasMoreCasts || hasMoreFires };
}

/** The view is the newer reading of what stands in both. */
function merge<T>(inView: readonly T[], older: readonly T[], idOf: (record: T) => string): T[] {
  const known = new Set(inView.map(idOf));
  return [...inView, ...older.filter((record) => !known.has(idOf(record)))];
}

const oldest = (times: readonly number[]): number =>
  times.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
