import type { DashboardState, Part } from "../data/dashboard-state.ts";

/** What the socket brings, by the route whose answer it would be. The vault is no part of it. */
export const socketRoutes = {
  prices: "/v1/prices",
  factors: "/v1/factors",
  world: "/v1/world",
  clusters: "/v1/clusters",
} as const;
type KeptPart = keyof typeof socketRoutes;

/** The parts that came since they were last kept, as answers of their routes. Without a connection there is nothing new. */
export function partsToKeep(
  state: DashboardState,
  keptBefore: ReadonlyMap<string, unknown>,
): readonly { readonly path: string; readonly data: unknown }[] {
  if (state.connection.phase !== "live") return [];
  return (Object.keys(socketRoutes) as KeptPart[]).flatMap((name) => {
    const path = socketRoutes[name];
    const { data, isConfirmed }: Part<unknown> = state[name];
    return data === null || !isConfirmed || keptBefore.get(path) === data ? [] : [{ path, data }];
  });
}
