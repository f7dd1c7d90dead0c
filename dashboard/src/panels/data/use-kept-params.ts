import { useCallback, useEffect, useRef, useState } from "react";
import type { Host, Params } from "../../host/panel.ts";
import { changeParams, isSameParams } from "../../host/route.ts";

export type ChangeParams = (changes: Readonly<Record<string, string | null>>) => void;

/**
 * The panel's params, which outlive a visit to another panel. An address with other params than it had when it was here last is a link,
 * and is followed. One with none, or with those of before, leads back: what was changed meanwhile, which no address could take then, is
 * put into it.
 */
export function useKeptParams({ params, setParams }: Pick<Host, "params" | "setParams">): [Params, ChangeParams] {
  const [kept, setKept] = useState(params);
  const newest = useRef(kept);
  const before = useRef(params);
  const keep = useCallback((next: Params): void => {
    newest.current = next;
    setKept(next);
  }, []);
  useEffect(() => {
    const leadsBack = Object.keys(params).length === 0 || isSameParams(params, before.current);
    before.current = params;
    if (!leadsBack) return keep(params);
    const taken = Object.keys(params).map((name) => [name, null] as const);
    setParams({ ...Object.fromEntries(taken), ...newest.current });
  }, [params, keep, setParams]);
  const change = useCallback<ChangeParams>(
    (changes) => {
      keep(changeParams(newest.current, changes));
      setParams(changes);
    },
    [keep, setParams],
  );
  return [kept, change];
}
