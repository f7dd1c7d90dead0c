import { type DashboardState, initialState } from "./dashboard-state.ts";
import { type DashboardEvent, reduce } from "./reduce.ts";

export type Store = {
  readonly dispatch: (event: DashboardEvent) => void;
  readonly read: () => DashboardState;
  /** Returns how to stop listening. */
  readonly subscribe: (listener: () => void) => () => void;
};

/** The page's data and who listens to it. */
export function createStore(): Store {
  let state = initialState;
  const listeners = new Set<() => void>();
  return {
    dispatch: (event) => {
      const next = reduce(state, event);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    read: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
