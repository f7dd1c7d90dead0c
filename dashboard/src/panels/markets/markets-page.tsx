import { useEffect } from "react";
import type { PanelProps } from "../../host/panel.ts";
import { AssetChart } from "../../views/chart/asset-chart.tsx";
import { assetTitle } from "../../views/chart/asset-title.ts";
import { PricesPanel } from "../../views/prices/prices-panel.tsx";

export default function MarketsPage({ host }: PanelProps) {
  const { state, nowMs, retry, params, setParams, page } = host;
  const asset = params.asset ?? null;
  const title = asset === null ? null : assetTitle(state, asset);
  useEffect(() => page.setTitle(title), [page, title]);
  return (
    <div className={asset === null ? "single" : "split split-wide-first"}>
      <PricesPanel
        prices={state.prices}
        history={state.history}
        nowMs={nowMs}
        selected={asset ?? ""}
        onSelect={(chosen) => setParams({ asset: chosen === asset ? null : chosen }, "push")}
        onRetry={retry}
      />
      {asset === null ? null : <AssetChart state={state} asset={asset} />}
    </div>
  );
}
