import { useCallback, useEffect } from "react";
import type { PanelProps } from "../../host/panel.ts";
import { AssetChart } from "../../views/chart/asset-chart.tsx";
import { assetTitle } from "../../views/chart/asset-title.ts";
import { watchedAsset } from "../../views/vault/vault-story.ts";
import { ChangesPanel } from "./changes-panel.tsx";
import { FactorsStrip } from "./factors-strip.tsx";
import { MoversPanel } from "./movers-panel.tsx";
import { PriceBoard } from "./price-board.tsx";
import { StressPanel } from "./stress-panel.tsx";
import { useChanges } from "./use-changes.ts";
import { useEarlierFactors } from "./use-earlier-factors.ts";
import { VaultCard } from "./vault/vault-card.tsx";
import "./overview.css";

const firstAsset = "BTC-USD";

/** What moves, why, what follows, how fresh it is, and what the vault did: in ten seconds. */
export default function OverviewPage({ host }: PanelProps) {
  const { state, params, setParams, page, load } = host;
  const vault = state.vault.data;
  const asset = params.asset ?? (vault === null ? undefined : watchedAsset(vault)) ?? firstAsset;
  const choose = useCallback((chosen: string): void => setParams({ asset: chosen }), [setParams]);
  const title = assetTitle(state, asset);
  useEffect(() => page.setTitle(title), [page, title]);
  const earlier = useEarlierFactors(load, state.factors.data?.asOfMs ?? null);
  const changes = useChanges(host, earlier);

  return (
    <div className="layout">
      <div className="column column-main">
        <ChangesPanel host={host} changes={changes} />
        <VaultCard host={host} />
        <AssetChart state={state} asset={asset} />
      </div>
      <div className="column column-side">
        <MoversPanel host={host} selected={asset} onSelect={choose} />
        <StressPanel host={host} />
        <FactorsStrip host={host} earlier={earlier} />
      </div>
      <div className="column column-board">
        <PriceBoard host={host} selected={asset} onSelect={choose} />
      </div>
    </div>
  );
}
