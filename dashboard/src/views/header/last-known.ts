import type { DashboardState, Part, PartName } from "../../data/dashboard-state.ts";

const names: readonly PartName[] = ["prices", "health", "freshness", "factors", "world", "clusters"];

/** When the newest of what is shown from this browser's storage was stored; null where all is the server's. */
export function lastKnownAtMs(state: DashboardState): number | null {
  const times = names.flatMap((name) => {
    const { storedAtMs }: Part<unknown> = state[name];
    return storedAtMs === undefined ? [] : [storedAtMs];
  });
  return times.length === 0 ? null : Math.max(...times);
}
