import { z } from "zod";
import { WorldEvent } from "../../contracts/event.ts";
import { err, ok } from "../../contracts/result.ts";
import type { FetchEvents } from "./event-source.ts";

const Feed = z.object({ events: z.array(z.unknown()) });

/** A feed whose events already have the one shape. A row that has not is refused and counted; the others stand. */
export const fetchNormalisedEvents: FetchEvents = async (window, { baseUrl, timeoutMs, getJson }) => {
  const query = new URLSearchParams({ fromMs: String(window.fromMs), toMs: String(window.toMs) });
  const answer = await getJson(`${baseUrl}/events?${query}`, { timeoutMs });
  if (!answer.ok) return answer;
  const feed = Feed.safeParse(answer.value);
  if (!feed.success) return err({ code: "bad-payload", message: `the event feed: ${z.prettifyError(feed.error)}` });
  const events = feed.data.events.flatMap((row) => WorldEvent.safeParse(row).data ?? []);
  return ok({ events, refusedRows: feed.data.events.length - events.length });
};
