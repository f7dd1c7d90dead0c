import { type Answer, type LoadProblem, noAnswer } from "../../data/fetch-json.ts";
import type { EventsPage, StoredEvent } from "./answers.ts";

export type EventPages = {
  /** The path of the first page: other filters are other pages. */
  readonly key: string;
  /** The newest first. */
  readonly events: readonly StoredEvent[];
  readonly nextCursor: string | null;
  readonly problem: LoadProblem | null;
  /** Where they are the last ones that this browser keeps: when they were stored, by the wall clock. */
  readonly storedAtMs?: number;
};

/** The pages after an answer for the first of them. What the server itself has said before does not give way to the last known. */
export function takeFirstPage(before: EventPages | null, key: string, answer: Answer<EventsPage>): EventPages {
  const kept = before?.key === key ? before : null;
  if (!answer.ok) return { ...(kept ?? { key, events: [], nextCursor: null }), problem: answer.error };
  const { events, nextCursor } = answer.value;
  if (answer.storedAtMs === undefined) return { key, ...joinPages(events, nextCursor, kept), problem: null };
  if (kept !== null && kept.events.length > 0 && kept.storedAtMs === undefined) return { ...kept, problem: noAnswer };
  return { key, events, nextCursor, problem: noAnswer, storedAtMs: answer.storedAtMs };
}

/** The pages after an answer for the next older one. */
export function takeOlderPage(before: EventPages, answer: Answer<EventsPage>): EventPages {
  if (!answer.ok) return { ...before, problem: answer.error };
  const { events, nextCursor } = answer.value;
  const pages = { ...before, events: [...before.events, ...events], nextCursor };
  if (answer.storedAtMs === undefined) return { ...pages, problem: null };
  return { ...pages, problem: noAnswer, storedAtMs: Math.min(answer.storedAtMs, before.storedAtMs ?? Infinity) };
}

/** A first page that was read again, with the older pages that had been read before where it reaches up to them. */
function joinPages(
  events: readonly StoredEvent[],
  nextCursor: string | null,
  before: Pick<EventPages, "events" | "nextCursor"> | null,
): Pick<EventPages, "events" | "nextCursor"> {
  const known = new Set(events.map(({ id }) => id));
  const overlaps = before?.events.some(({ id }) => known.has(id)) ?? false;
  if (before === null || !overlaps || nextCursor === null) return { events, nextCursor };
  const oldestMs = events.at(-1)?.eventTimeMs ?? 0;
  const older = before.events.filter((event) => !known.has(event.id) && event.eventTimeMs <= oldestMs);
  return older.length === 0 ? { events, nextCursor } : { events: [...events, ...older], nextCursor: before.nextCursor };
}
