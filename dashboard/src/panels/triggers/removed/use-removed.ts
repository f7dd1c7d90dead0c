import { useCallback, useEffect, useMemo, useState } from "react";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import type { TabNotes } from "../../../host/tab-notes.ts";
import { addRemoved, dropRemoved, type Removed, readRemoved, writeRemoved } from "./kept-removed.ts";

export type RemovedTriggers = {
  /** Of the shown vault, the newest first. */
  readonly shown: readonly Removed[];
  readonly add: (item: Pick<Removed, "trigger" | "enabled">) => void;
  readonly drop: (removed: Removed) => void;
};

const keptAs = "triggers.removed";

/** What was removed in this tab: it can be put back for as long as the tab is there, after a reload as well. */
export function useRemoved(tab: TabNotes, view: VaultView | null): RemovedTriggers {
  const [kept, setKept] = useState(() => readRemoved(tab.read(keptAs)));
  useEffect(() => tab.write(keptAs, writeRemoved(kept)), [tab, kept]);
  const vault = view?.vault ?? null;
  const add = useCallback<RemovedTriggers["add"]>(
    ({ trigger, enabled }) => {
      if (vault !== null) setKept((before) => addRemoved(before, { vault, trigger, enabled }));
    },
    [vault],
  );
  const drop = useCallback((removed: Removed) => setKept((before) => dropRemoved(before, removed)), []);
  const shown = useMemo(() => kept.filter((each) => each.vault === vault), [kept, vault]);
  return useMemo(() => ({ shown, add, drop }), [shown, add, drop]);
}
