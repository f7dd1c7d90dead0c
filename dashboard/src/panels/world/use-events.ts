import { useCallback, useEffect, useState } from "react";
import type { LoadProblem } from "../../data/fetch-json.ts";
import type { Host } from "../../host/panel.ts";
import { EventsPage, type StoredEvent } from "./answers.ts";
import { type EventPages, takeFirstPage, takeOlderPage } from "./event-pages.ts";
import { eventsPath, type Filters } from "./filters.ts";

export type LoadedEvents = {
  /** The newest first; null while the first page is loading. */
  readonly events: readonly StoredEvent[] | null;
  readonly problem: LoadProblem | null;
  /** Where they are the last ones that this browser keeps: since when. */
  readonly storedAtMs: number | undefined;
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
  const [pages, setPages] = useState<EventPages | null>(null);
  const [isLoadingOlder, setLoadingOlder] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed mark or attempt asks again
  useEffect(() => {
    let isOver = false;
    let timer: number | undefined;
    void load(key, EventsPage).then((result) => {
      if (isOver) return;
      setPages((before) => takeFirstPage(before, key, result));
      const isDown = result.ok ? result.storedAtMs !== undefined : result.error.kind === "unreachable";
      if (isDown) timer = window.setTimeout(retry, retryMs);
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
      setPages((before) =>
        before?.key === key && before.nextCursor === cursor ? takeOlderPage(before, result) : before,
      );
    });
  }, [load, key, cursor]);

  const isFailed = current !== null && current.problem !== null && current.events.length === 0;
  return {
    events: current === null || isFailed ? null : current.events,
    problem: current?.problem ?? null,
    storedAtMs: isFailed ? undefined : current?.storedAtMs,
    hasOlder: cursor !== null,
    isLoadingOlder,
    loadOlder,
    retry,
  };
}
