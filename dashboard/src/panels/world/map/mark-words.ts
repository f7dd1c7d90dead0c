import { formatAge } from "../../../format/format-time.ts";
import { levelOf } from "../feed/story-words.ts";
import type { Mark } from "./group-marks.ts";
import { placeWords } from "./place-words.ts";

/** A mark as it is read aloud: how severe, what, where, how old, and how many more stand there. */
export function markWords({ items: [first, ...rest] }: Mark, nowMs: number): string {
  const { event } = first;
  const more = rest.length === 0 ? "" : ` And ${rest.length} more here.`;
  return `${levelOf(event.severity)}, severity ${event.severity.toFixed(2)}: ${event.title ?? event.category}. ${placeWords(event)}, ${formatAge(nowMs - event.eventTimeMs)} old.${more}`;
}
