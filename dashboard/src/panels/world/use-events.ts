import { useCallback, useEffect, useState } from "react";
import type { LoadProblem } from "../../data/fetch-json.ts";
import type { Host } from "../../host/panel.ts";
import { EventsPage, type StoredEvent } from "./answers.ts";
import { eventsPath, type Filters } from "./filters.ts";

type Pages = {
  readonly key: string;
  readonly events: readonly StoredEvent[];
  readonly nextCursor: string | null;
  readonly problem: LoadProblem | null;
};

export type LoadedEvents = {
  /** The newest first; null while the first page is loading. */
  readonly events: readonly StoredEvent[] | null;
  readonly problem: LoadProblem | null;
  /** Whether the window has older ones that were not read yet. */
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  readonly loadOlder: () => void;
  readonly retry: () => void;
};

const retryMs = 5_000;

/** The events that the filters choose, page by page. `mark`: a newer run may have brought some, so the first page is read again. */
export function useEvents(load: Host["load"], filters: Filters, mark: number): LoadedEvents {
  const key = eventsPath(filters, null);
  const [pages, setPages] = useState<Pages | null>(null);
  const [isLoadingOlder, setLoadingOlder] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed mark or attempt asks again
  useEffect(() => {
    let isOver = false;
    let timer: number | undefined;
    void load(key, EventsPage).then((result) => {
      if (isOver) return;
      setPages((before) => {
        const kept = before?.key === key ? before : null;
        if (!result.ok)
          return { key, events: kept?.events ?? [], nextCursor: kept?.nextCursor ?? null, problem: result.error };
        const { events, nextCursor } = result.value;
        return { key, ...joinPages(events, nextCursor, kept), problem: null };
      });
      if (!result.ok && result.error.kind === "unreachable") timer = window.setTimeout(retry, retryMs);
    });
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [load, key, mark, attempt, retry]);

  const current = pages?.key === key ? pages : null;
  const cursor = current?.nextCursor ?? null;
  const loadOlder = useCallback(() => {
    if (cursor === null) return;
    setLoadingOlder(true);
    void load(`${key}&cursor=${encodeURIComponent(cursor)}`, EventsPage).then((result) => {
      setLoadingOlder(false);
      setPages((before) => {
        if (before?.key !== key || before.nextCursor !== cursor) return before;
        if (!result.ok) return { ...before, problem: result.error };
        const { events, nextCursor } = result.value;
        return { key, events: [...before.events, ...events], nextCursor, problem: null };
      });
    });
  }, [load, key, cursor]);

  const isFailed = current !== null && current.problem !== null && current.events.length === 0;
  return {
    events: current === null || isFailed ? null : current.events,
    problem: current?.problem ?? null,
    hasOlder: cursor !== null,
    isLoadingOlder,
    loadOlder,
    retry,
  };
}

/** A first page that was read again, with the older pages that had been read before where it reaches up to them. */
export function joinPages(
  events: readonly StoredEvent[],
  nextCursor: string | null,
  before: Pick<Pages, "events" | "nextCursor"> | null,
): Pick<Pages, "events" | "nextCursor"> {
  const known = new Set(events.map(({ id }) => id));
  const overlaps = before?.events.some(({ id }) => known.has(id)) ?? false;
  if (before === null || !overlaps || nextCursor === null) return { events, nextCursor };
  const oldestMs = events.at(-1)?.eventTimeMs ?? 0;
  const older = before.events.filter((event) => !known.has(event.id) && event.eventTimeMs <= oldestMs);
  return older.length === 0 ? { events, nextCursor } : { events: [...events, ...older], nextCursor: before.nextCursor };
}
