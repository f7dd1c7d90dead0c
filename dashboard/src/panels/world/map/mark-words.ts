import { formatAge } from "../../../format/format-time.ts";
import { levelOf } from "../feed/story-words.ts";
import type { Mark } from "./group-marks.ts";
import { placeWords } from "./place-words.ts";

/** A mark as it is read aloud: how many events stand there, and of the most severe one what, where and how old it is. */
export function markWords({ items: [first, ...rest] }: Mark, nowMs: number): string {
  const { event } = first;
  const many = rest.length === 0 ? "" : `${rest.length + 1} events here, the most severe: `;
  return `${many}${event.title ?? event.category}. ${levelOf(event.severity)} ${event.severity.toFixed(2)}, ${placeWords(event)}, ${formatAge(nowMs - event.eventTimeMs)} old`;
}
