import type { WorldEvent } from "../../contracts/event.ts";
import type { Story } from "../../contracts/story.ts";

export const expiredTitle = "(headline expired)";
/** Rights without an end: facts and public domain. All others end with the event's `expiresAtMs`. */
const endless: ReadonlySet<string> = new Set(["facts", "US public domain", "CC0"]);

/**
 * An event whose licence has ended keeps what was derived from it (times, category, factors, confidence) and loses what was
 * its publisher's: title and address. Doing it twice is doing it once.
 */
export function expireText(event: WorldEvent, asOfMs: number): WorldEvent {
  if (event.expiresAtMs > asOfMs || endless.has(event.rights)) return event;
  return { ...event, title: expiredTitle, evidenceUrl: null };
}

/** A story ends with the first of its events' licences, and its title may be of that one. */
export function expireStoryText(story: Story, asOfMs: number): Story {
  return story.expiresAtMs > asOfMs ? story : { ...story, title: expiredTitle };
}
