import { useEffect, useState } from "react";
import { feedNowMs } from "../data/dashboard-state.ts";
import { forgetVaultKey, type VaultKey } from "../data/vault-key.ts";
import { formatPrice } from "../format/format-number.ts";
import { assetSymbol } from "../format/short-hex.ts";
import { ChartPanel } from "../views/chart/chart-panel.tsx";
import { ClustersPanel } from "../views/clusters/clusters-panel.tsx";
import { FactorsPanel } from "../views/factors/factors-panel.tsx";
import { FreshnessPanel } from "../views/freshness/freshness-panel.tsx";
import { Banners } from "../views/header/banners.tsx";
import { PageHeader } from "../views/header/page-header.tsx";
import { PipelinePanel } from "../views/pipeline/pipeline-panel.tsx";
import { PricesPanel } from "../views/prices/prices-panel.tsx";
import { VaultPanel } from "../views/vault/vault-panel.tsx";
import { fireTimesOf, watchedAsset } from "../views/vault/vault-story.ts";
import { WorldPanel } from "../views/world/world-panel.tsx";
import { useDashboard } from "./use-dashboard.ts";

const firstAsset = "BTC-USD";
const usualCadenceMs = 120_000;

export function App({ initialKey }: { readonly initialKey: VaultKey | undefined }) {
  const [vaultKey, setVaultKey] = useState(initialKey);
  const { state, retry, closeVault } = useDashboard(vaultKey);
  const [chosen, setChosen] = useState<string | null>(null);

  const vault = state.vault.data;
  const asset = chosen ?? (vault === null ? undefined : watchedAsset(vault)) ?? firstAsset;
  const tick = state.prices.data?.ticks.find((item) => item.asset === asset) ?? null;
  const refused = state.prices.data?.refused.find((item) => item.asset === asset) ?? null;
  const nowMs = feedNowMs(state) ?? 0;
  const cadenceMs = state.health.data?.stages.find(({ stage }) => stage === "ingest")?.cadenceMs ?? usualCadenceMs;

  useEffect(() => {
    document.title = tick === null ? "Portent" : `${assetSymbol(asset)} ${formatPrice(tick.priceUsd)} · Portent`;
  }, [asset, tick]);

  const close = (): void => {
    forgetVaultKey(window.location, window.history, window.sessionStorage);
    setVaultKey(undefined);
    closeVault();
  };

  return (
    <>
      <PageHeader state={state} onRetry={retry} />
      <Banners state={state} />
      <main className="layout">
        <div className="column column-main">
          <ChartPanel
            asset={asset}
            tick={tick}
            refused={refused}
            points={state.history.get(asset) ?? []}
            fireTimes={vault === null ? [] : fireTimesOf(vault.fires, asset)}
            cadenceMs={cadenceMs}
            historySource={state.historySource}
            isLoading={state.prices.data === null && state.prices.problem === null}
          />
          <VaultPanel
            vault={state.vault}
            hasKey={vaultKey !== undefined}
            nowMs={nowMs}
            onClose={close}
            onRetry={retry}
          />
        </div>
        <div className="column column-prices">
          <PricesPanel
            prices={state.prices}
            history={state.history}
            nowMs={nowMs}
            selected={asset}
            onSelect={setChosen}
            onRetry={retry}
          />
          <WorldPanel world={state.world} nowMs={nowMs} onRetry={retry} />
        </div>
        <div className="column column-side">
          <FactorsPanel factors={state.factors} nowMs={nowMs} onRetry={retry} />
          <ClustersPanel clusters={state.clusters} nowMs={nowMs} onSelect={setChosen} onRetry={retry} />
          <PipelinePanel health={state.health} onRetry={retry} />
          <FreshnessPanel freshness={state.freshness} onRetry={retry} />
        </div>
      </main>
    </>
  );
}
