import { useEffect } from "react";
import type { PanelProps } from "../../host/panel.ts";
import { AssetChart } from "../../views/chart/asset-chart.tsx";
import { assetTitle } from "../../views/chart/asset-title.ts";
import { ClustersPanel } from "../../views/clusters/clusters-panel.tsx";
import { FactorsPanel } from "../../views/factors/factors-panel.tsx";
import { FreshnessPanel } from "../../views/freshness/freshness-panel.tsx";
import { PipelinePanel } from "../../views/pipeline/pipeline-panel.tsx";
import { PricesPanel } from "../../views/prices/prices-panel.tsx";
import { VaultPanel } from "../../views/vault/vault-panel.tsx";
import { watchedAsset } from "../../views/vault/vault-story.ts";
import { WorldPanel } from "../../views/world/world-panel.tsx";
import "./overview.css";

const firstAsset = "BTC-USD";

/** Everything at one glance: the market, the chosen asset, the vault, the world, and how fresh it all is. */
export default function OverviewPage({ host }: PanelProps) {
  const { state, nowMs, retry, params, setParams, page } = host;
  const vault = state.vault.data;
  const asset = params.asset ?? (vault === null ? undefined : watchedAsset(vault)) ?? firstAsset;
  const choose = (chosen: string): void => setParams({ asset: chosen });
  const title = assetTitle(state, asset);
  useEffect(() => page.setTitle(title), [page, title]);

  return (
    <div className="layout">
      <div className="column column-main">
        <AssetChart state={state} asset={asset} />
        <VaultPanel
          vault={state.vault}
          hasKey={page.hasVault}
          nowMs={nowMs}
          onClose={page.closeVault}
          onRetry={retry}
        />
      </div>
      <div className="column column-prices">
        <PricesPanel
          prices={state.prices}
          history={state.history}
          nowMs={nowMs}
          selected={asset}
          onSelect={choose}
          onRetry={retry}
        />
        <WorldPanel world={state.world} nowMs={nowMs} onRetry={retry} />
      </div>
      <div className="column column-side">
        <FactorsPanel factors={state.factors} nowMs={nowMs} onRetry={retry} />
        <ClustersPanel clusters={state.clusters} nowMs={nowMs} onSelect={choose} onRetry={retry} />
        <PipelinePanel health={state.health} onRetry={retry} />
        <FreshnessPanel freshness={state.freshness} onRetry={retry} />
      </div>
    </div>
  );
}
