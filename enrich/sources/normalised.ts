import { z } from "zod";
import { WorldEvent } from "../../contracts/event.ts";
import { err, ok } from "../../contracts/result.ts";
import { answerWith, badPayload, type FetchEvents } from "./event-source.ts";

const Feed = z.object({ events: z.array(z.unknown()) });
const Named = z.object({ id: z.string() });

/** A feed whose events already have the one shape. A row that has not is refused and named; the others stand. */
export const fetchNormalisedEvents: FetchEvents = async (window, { baseUrl, http }) => {
  const query = new URLSearchParams({ fromMs: String(window.fromMs), toMs: String(window.toMs) });
  const answer = await http.getJson(`${baseUrl}/events?${query}`);
  if (!answer.ok) return answer;
  const feed = Feed.safeParse(answer.value.body);
  if (!feed.success) return badPayload(`the event feed: ${z.prettifyError(feed.error)}`);
  const rows = feed.data.events.map((row, index) => {
    const event = WorldEvent.safeParse(row);
    return {
      row: Named.safeParse(row).data?.id ?? `row ${index}`,
      event: event.success
        ? ok(event.data)
        : err(event.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")),
    };
  });
  return answerWith("the event feed", rows, window);
};
