import { useCallback, useRef, useState, useSyncExternalStore } from "react";
import type { Host } from "../../host/panel.ts";
import type { DatasetAnswer } from "./catalogue/answers.ts";
import { resolveSelection } from "./catalogue/resolve-selection.ts";
import { formatSelection, type Selection } from "./catalogue/selection.ts";
import { ConsoleSession } from "./engine/console-session.ts";
import type { ConsoleState } from "./engine/console-state.ts";
import type { ChangeParams } from "./use-kept-params.ts";

export type ConsoleActions = {
  /** Starts the engine where needed, loads what is chosen, and runs a text where one is given. */
  readonly go: (selection: Selection, text: string | null) => Promise<void>;
  readonly cancel: () => void;
  readonly end: () => void;
};

/** The console's session, as long as the panel is in the page. */
export function useConsole(
  host: Pick<Host, "load" | "loadBytes">,
  catalogue: readonly DatasetAnswer[] | null,
  changeParams: ChangeParams,
): [ConsoleState, ConsoleActions] {
  const [session] = useState(() => new ConsoleSession());
  const state = useSyncExternalStore(session.subscribe, session.read);
  const { load, loadBytes } = host;
  const isGoing = useRef<boolean>(false);
  const work = useCallback(
    async (selection: Selection, text: string | null) => {
      if (catalogue === null) return;
      const loader = { load, loadBytes };
      if (!(await session.start(loader))) return;
      const { datasets, notices } = await resolveSelection(load, selection, catalogue);
      // The link names the snapshots that the result is of.
      const versions = new Map(datasets.map(({ dataset, snapshot }) => [dataset, snapshot?.version ?? null] as const));
      changeParams(formatSelection({ datasets: versions, days: selection.days }));
      if (!(await session.fill(loader, datasets, selection.days, notices)) || text === null) return;
      const columns = datasets.flatMap(({ fields }) => fields.map(({ name }) => name));
      await session.run(text, { columns, datasets: catalogue.map(({ dataset }) => dataset) });
    },
    [session, load, loadBytes, catalogue, changeParams],
  );
  const go = useCallback(
    async (selection: Selection, text: string | null) => {
      if (isGoing.current) return;
      isGoing.current = true;
      await work(selection, text).finally(() => {
        isGoing.current = false;
      });
    },
    [work],
  );
  return [state, { go, cancel: () => session.cancel(), end: () => session.end() }];
}

/** Whether something is under way that must end first. */
export const isBusy = ({ engine, loading, query }: ConsoleState): boolean =>
  engine.phase === "starting" || loading !== null || query.phase === "running";
