import type { DashboardState } from "../../../data/dashboard-state.ts";
import type { ChangeWords } from "../../../format/format-number.ts";
import { type Change, rankChanges } from "./change.ts";
import { clusterChanges } from "./cluster-changes.ts";
import { type EarlierFactors, factorChanges } from "./factor-changes.ts";
import { priceChanges } from "./price-changes.ts";
import { sourceChanges } from "./source-changes.ts";
import { vaultChanges } from "./vault-changes.ts";
import { type SeenSeverities, worldChanges } from "./world-changes.ts";

export type ChangesInput = {
  readonly state: Pick<
    DashboardState,
    "prices" | "history" | "world" | "factors" | "clusters" | "freshness" | "health" | "vault"
  >;
  /** Of the feed; 0 before its first moment. */
  readonly nowMs: number;
  readonly nowWallMs: number;
  readonly seen: SeenSeverities;
  /** Null where the history does not answer. */
  readonly earlierFactors: EarlierFactors | null;
  readonly changeWords: ChangeWords;
};

/** What a person who comes back should know first: what moves, why, what is broken, and what the vault did. The most important first. */
export function whatChanged(input: ChangesInput): readonly Change[] {
  const { state, nowMs, nowWallMs, seen, earlierFactors, changeWords } = input;
  const { prices, history, world, factors, clusters, freshness, health, vault } = state;
  return rankChanges([
    ...(prices.data === null ? [] : priceChanges(prices.data, history, nowMs, changeWords)),
    ...(world.data === null ? [] : worldChanges(world.data, seen, nowMs)),
    ...(factors.data === null || earlierFactors === null ? [] : factorChanges(factors.data, earlierFactors, nowMs)),
    ...(clusters.data === null ? [] : clusterChanges(clusters.data, nowMs)),
    ...sourceChanges(freshness.data, health.data),
    ...(vault.data === null ? [] : vaultChanges(vault.data, nowMs, nowWallMs)),
  ]);
}
