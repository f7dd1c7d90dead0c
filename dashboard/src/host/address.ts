import type { Params } from "./panel.ts";
import { changeParams, formatRoute, parseRoute, type Route } from "./route.ts";

/** The browser's address as a store: what it names now, who wants to know, and how to change it. */
export type Address = {
  readonly readHash: () => string;
  readonly subscribe: (listener: () => void) => () => void;
  readonly go: (route: Route, how: "push" | "replace") => void;
  /** Changes params of a panel while it is the one that is named; one that was left must not change another's. */
  readonly setParams: (
    panel: string,
    changes: Readonly<Record<string, string | null | undefined>>,
    how: "push" | "replace",
  ) => void;
};

export type AddressWindow = Pick<Window, "addEventListener" | "removeEventListener"> & {
  readonly location: Pick<Location, "hash" | "pathname" | "search">;
  readonly history: Pick<History, "pushState" | "replaceState">;
};

export function createAddress(page: AddressWindow): Address {
  const listeners = new Set<() => void>();
  const go = (route: Route, how: "push" | "replace"): void => {
    const hash = formatRoute(route);
    if (hash === page.location.hash) return;
    const url = `${page.location.pathname}${page.location.search}${hash}`;
    if (how === "push") page.history.pushState(null, "", url);
    else page.history.replaceState(null, "", url);
    for (const listener of listeners) listener();
  };
  return {
    readHash: () => page.location.hash,
    subscribe: (listener) => {
      listeners.add(listener);
      page.addEventListener("hashchange", listener);
      page.addEventListener("popstate", listener);
      return () => {
        listeners.delete(listener);
        page.removeEventListener("hashchange", listener);
        page.removeEventListener("popstate", listener);
      };
    },
    go,
    setParams: (panel, changes, how) => {
      // From the address itself, not from what was last drawn: two changes in one moment must both hold.
      const route = parseRoute(page.location.hash);
      if (route.panel === panel) go({ panel, params: changeParams(route.params, changes) }, how);
    },
  };
}

/** Address of a panel, for links. */
export const hrefOf = (panel: string, params: Params = {}): string => formatRoute({ panel, params });
