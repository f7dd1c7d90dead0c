import type { DashboardState } from "../../data/dashboard-state.ts";
import { fireTimesOf } from "../vault/vault-story.ts";
import { ChartPanel } from "./chart-panel.tsx";

const usualCadenceMs = 120_000;

/** The chart of one asset, with what the page knows of it. */
export function AssetChart({ state, asset }: { readonly state: DashboardState; readonly asset: string }) {
  const vault = state.vault.data;
  const ingest = state.health.data?.stages.find(({ stage }) => stage === "ingest");
  return (
    <ChartPanel
      asset={asset}
      tick={state.prices.data?.ticks.find((item) => item.asset === asset) ?? null}
      refused={state.prices.data?.refused.find((item) => item.asset === asset) ?? null}
      points={state.history.get(asset) ?? []}
      fireTimes={vault === null ? [] : fireTimesOf(vault.fires, asset)}
      cadenceMs={ingest?.cadenceMs ?? usualCadenceMs}
      historySource={state.historySource}
      storedAtMs={state.prices.storedAtMs}
      isLoading={state.prices.data === null && state.prices.problem === null}
    />
  );
}
