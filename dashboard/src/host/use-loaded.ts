import { useCallback, useEffect, useState } from "react";
import type { z } from "zod";
import type { LoadProblem } from "../data/fetch-json.ts";
import type { Host } from "./panel.ts";

/** Both null: it is loading. Data with a problem: the last good answer, not renewed. */
export type Loaded<T> = {
  readonly data: T | null;
  readonly problem: LoadProblem | null;
  readonly retry: () => void;
};

const retryMs = 5_000;

type Answer<T> = { readonly path: string; readonly data: T | null; readonly problem: LoadProblem | null };

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
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed mark or attempt asks again
  useEffect(() => {
    if (path === null) return;
    let isOver = false;
    let timer: number | undefined;
    void load(path, schema).then((result) => {
      if (isOver) return;
      setAnswer((before) => {
        if (result.ok) return { path, data: result.value, problem: null };
        return { path, data: before?.path === path ? before.data : null, problem: result.error };
      });
      if (!result.ok && result.error.kind === "unreachable") timer = window.setTimeout(retry, retryMs);
    });
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [load, path, schema, mark, attempt, retry]);

  if (answer === null || answer.path !== path) return { data: null, problem: null, retry };
  return { data: answer.data, problem: answer.problem, retry };
}
