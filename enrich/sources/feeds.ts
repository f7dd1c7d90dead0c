import { chunk } from "../../contracts/chunk.ts";
import type { HttpClient } from "../../contracts/http-client.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { buildHeadlineEvent } from "../core/build-headline-event.ts";
import { canonicalUrl } from "../core/canonical-url.ts";
import type { ReadRow } from "../core/collect-events.ts";
import { type FeedItem, readFeed } from "../core/feeds/read-feed.ts";
import type { Scorer } from "../core/scorer.ts";
import { answerWith, badPayload, type EventsFailure, type EventWindow, type FetchEvents } from "./event-source.ts";
import { hashText } from "./hash-text.ts";

/** One RSS or Atom feed. */
export type FeedEntry = {
  readonly id: string;
  readonly url: string;
  /** Who publishes it: feeds of one house do not corroborate each other. */
  readonly publisherFamily: string;
  readonly rights: string;
  /** How long its headlines may be kept. */
  readonly keepMs: number;
  /** How far it is believed, in (0, 1]. */
  readonly reliability: number;
};
export type FeedSettings = { readonly feeds: readonly FeedEntry[]; readonly scorer: Scorer };

/** A Worker has six connections at a time, and other sources are under way. */
const feedsAtOnce = 3;
const itemsMax = 300;

/**
 * Headlines of RSS and Atom feeds. An item without a date of its own is refused: when it was read says nothing of when it
 * was published. Feeds that fail are named in `missing`; only when all fail is that the source's failure. With a `baseUrl`
 * the feeds are asked for there by their id, as a replay serves them.
 */
export const fetchFeedEvents: FetchEvents<FeedSettings> = async (window, { baseUrl, http, feeds, scorer }) => {
  const rows: ReadRow[] = [];
  const failures: { readonly id: string; readonly error: EventsFailure }[] = [];
  for (const group of chunk(feeds, feedsAtOnce)) {
    const answers = await Promise.all(
      group.map(async (feed) => ({ feed, items: await fetchItems(feed, baseUrl, http) })),
    );
    for (const { feed, items } of answers) {
      if (!items.ok) failures.push({ id: feed.id, error: items.error });
      else
        rows.push(
          ...(await Promise.all(items.value.slice(0, itemsMax).map((item) => toRow(item, feed, window, scorer)))),
        );
    }
  }
  const first = failures[0];
  if (first !== undefined && failures.length === feeds.length)
    return err({
      code: first.error.code,
      message: `all ${feeds.length} feeds failed; ${first.id}: ${first.error.message}`,
    });
  return answerWith(
    "the feeds",
    rows,
    window,
    failures.map(({ id, error }) => `${id}: ${error.message}`),
  );
};

async function fetchItems(
  feed: FeedEntry,
  baseUrl: string,
  http: HttpClient,
): Promise<Result<readonly FeedItem[], EventsFailure>> {
  const answer = await http.getText(baseUrl === "" ? feed.url : `${baseUrl}/${feed.id}`);
  if (!answer.ok) return answer;
  const items = readFeed(answer.value.body);
  return items.ok ? items : badPayload(items.error);
}

async function toRow(item: FeedItem, feed: FeedEntry, window: EventWindow, scorer: Scorer): Promise<ReadRow> {
  const { title, link, guid, publishedAtMs } = item;
  const row = `${feed.id}: ${guid ?? link ?? title}`;
  if (title === "") return { row, event: err("no title") };
  if (!publishedAtMs.ok) return { row, event: publishedAtMs };
  const address = link === null ? null : canonicalUrl(link);
  const own = await hashText(guid ?? address ?? `${title} ${publishedAtMs.value}`);
  const dedupeKey = address === null ? `feed:${feed.id}:${own}` : `url:${await hashText(address)}`;
  const event = buildHeadlineEvent(
    {
      id: `feed:${feed.id}:${own}`,
      dedupeKey,
      title,
      source: `feed:${feed.id}`,
      publisherFamily: feed.publisherFamily,
      publishedAtMs: publishedAtMs.value,
      fetchedAtMs: window.toMs,
      category: null,
      severity: null,
      reliability: feed.reliability,
      evidenceUrl: address === null ? null : link,
      rights: feed.rights,
      keepMs: feed.keepMs,
    },
    scorer,
  );
  return { row, event: ok(event) };
}
