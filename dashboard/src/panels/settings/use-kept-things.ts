import { useCallback, useEffect, useState } from "react";
import type { KeptControls, KeptThing } from "../../offline/kept-things.ts";

export type KeptReport = {
  readonly things: readonly KeptThing[];
  readonly usedBytes: number | null;
  readonly buildId: string | null;
};

/** What the page keeps in this browser, as it is now and when it is asked for again. Null: it is being counted. */
export function useKeptThings(kept: KeptControls): {
  readonly report: KeptReport | null;
  readonly recount: () => void;
} {
  const [report, setReport] = useState<KeptReport | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt counts again
  useEffect(() => {
    let isOver = false;
    void Promise.all([kept.list(), kept.usedBytes(), kept.buildId()]).then(([things, usedBytes, buildId]) => {
      if (!isOver) setReport({ things, usedBytes, buildId });
    });
    return () => {
      isOver = true;
    };
  }, [kept, attempt]);
  const recount = useCallback(() => setAttempt((before) => before + 1), []);
  return { report, recount };
}
