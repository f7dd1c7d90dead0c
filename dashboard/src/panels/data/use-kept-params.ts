import { useCallback, useEffect, useState } from "react";
import type { Host, Params } from "../../host/panel.ts";

export type ChangeParams = (changes: Readonly<Record<string, string | null>>) => void;

/**
 * The panel's params, which outlive a visit to another panel: the menu leads back here without any. An address with params of its own is
 * a link, and is followed.
 */
export function useKeptParams({ params, setParams }: Pick<Host, "params" | "setParams">): [Params, ChangeParams] {
  const [kept, setKept] = useState(params);
  useEffect(() => {
    if (Object.keys(params).length > 0) setKept(params);
    else if (Object.keys(kept).length > 0) setParams(kept);
  }, [params, kept, setParams]);
  const change = useCallback<ChangeParams>(
    (changes) => {
      setKept((before) => {
        const entries = Object.entries({ ...before, ...changes });
        return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null));
      });
      setParams(changes);
    },
    [setParams],
  );
  return [kept, change];
}
