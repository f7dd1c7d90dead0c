import type { Result } from "../contracts/result.ts";
import type { Story } from "../contracts/story.ts";
import type { Reader } from "./handles.ts";
import { boundLimit, boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

/** A story as it is shown: without its title once the licence has ended. */
export type StoredStory = Omit<Story, "title"> & { readonly title: string | null };

const storiesMax = 500;

/**
 * Stories that were last told of within [fromMs, toMs], the latest first, at most `limit` (500). Without `state` those of
 * every state, so that a merged one can be followed to where it went.
 */
export function readStories(
  reader: Reader,
  range: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly nowMs: number;
    readonly limit: number;
    readonly state?: Story["state"];
  },
): Promise<Result<readonly StoredStory[], StoreError>> {
  const { fromMs, toMs, nowMs, state } = range;
  return runRead(reader, async (sql) => [
    ...(await sql<StoredStory[]>`
      select story_id as "id", state, merged_into as "mergedInto", split_from as "splitFrom",
        case when expires_at > ${boundOf(nowMs)} then title end as "title", category, event_ids as "eventIds",
        publisher_families as "publisherFamilies", ${msOf(sql, "first_published_at")} as "firstPublishedMs",
        ${msOf(sql, "last_published_at")} as "lastPublishedMs", ${msOf(sql, "expires_at")} as "expiresAtMs",
        severity, confidence, factors, method_version as "methodVersion"
      from stories
      where last_published_at between ${boundOf(fromMs)} and ${boundOf(toMs)}
        ${state === undefined ? sql`` : sql`and state = ${state}`}
      order by last_published_at desc, key desc
      limit ${boundLimit(range.limit, storiesMax)}`),
  ]);
}
