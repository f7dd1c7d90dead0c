import { useMemo, useSyncExternalStore } from "react";
import type { Address } from "./address.ts";
import { parseRoute, type Route } from "./route.ts";

/** The route that the address names, as it changes. */
export function useRoute(address: Address): Route {
  const hash = useSyncExternalStore(address.subscribe, address.readHash);
  return useMemo(() => parseRoute(hash), [hash]);
}
