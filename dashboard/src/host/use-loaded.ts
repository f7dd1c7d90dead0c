import { useCallback, useEffect, useState } from "react";
import type { z } from "zod";
import { type Answer, type LoadProblem, noAnswer } from "../data/fetch-json.ts";
import type { Host } from "./panel.ts";

/** Both null: it is loading. Data with a problem: the last good answer, not renewed. */
export type Loaded<T> = {
  readonly data: T | null;
  readonly problem: LoadProblem | null;
  /** Where the data are the last ones that this browser keeps: when they were stored, by the wall clock. */
  readonly storedAtMs?: number;
  readonly retry: () => void;
};

const retryMs = 5_000;

type Known<T> = Omit<Loaded<T>, "retry"> & { readonly path: string };

/** What is known of a path after an answer: the last known one gives way to what the server itself has said before. */
function know<T>(before: Known<T> | null, path: string, answer: Answer<T>): Known<T> {
  const same = before?.path === path ? before : null;
  if (!answer.ok) return { ...(same ?? { path, data: null }), problem: answer.error };
  if (answer.storedAtMs === undefined) return { path, data: answer.value, problem: null };
  if (same?.data != null && same.storedAtMs === undefined) return { ...same, problem: noAnswer };
  return { path, data: answer.value, problem: noAnswer, storedAtMs: answer.storedAtMs };
}

/**
 * An answer of a route for as long as a panel shows it. It is asked for again when `mark` changes, and every five seconds while the
 * server does not answer; meanwhile the last good answer of the same path stays. A path of null asks for nothing.
 */
export function useLoaded<T>(
  load: Host["load"],
  path: string | null,
  schema: z.ZodType<T>,
  mark: string | number = 0,
): Loaded<T> {
  const [answer, setAnswer] = useState<Known<T> | null>(null);
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed mark or attempt asks again
  useEffect(() => {
    if (path === null) return;
    let isOver = false;
    let timer: number | undefined;
    void load(path, schema).then((result) => {
      if (isOver) return;
      setAnswer((before) => know(before, path, result));
      const isDown = result.ok ? result.storedAtMs !== undefined : result.error.kind === "unreachable";
      if (isDown) timer = window.setTimeout(retry, retryMs);
    });
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [load, path, schema, mark, attempt, retry]);

  if (answer === null || answer.path !== path) return { data: null, problem: null, retry };
  const { path: _, ...known } = answer;
  return { ...known, retry };
}
