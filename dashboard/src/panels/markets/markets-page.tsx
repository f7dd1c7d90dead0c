import { lazy, Suspense, useEffect } from "react";
import { Skeleton } from "../../components/skeleton.tsx";
import type { PanelProps } from "../../host/panel.ts";
import { assetTitle } from "../../views/chart/asset-title.ts";
import { MarketsList } from "./list/markets-list.tsx";

/** It reads conditions and draws candles: the list must not wait for it. */
const AssetPage = lazy(() => import("./asset/asset-page.tsx"));

/** All assets, or the one that the address names. */
export default function MarketsPage({ host }: PanelProps) {
  const { state, params, page } = host;
  const asset = params.asset ?? null;
  const title = asset === null ? null : assetTitle(state, asset);
  useEffect(() => page.setTitle(title), [page, title]);
  if (asset === null) {
    return (
      <div className="single">
        <MarketsList host={host} />
      </div>
    );
  }
  const waiting = (
    <div className="single">
      <div className="panel">
        <Skeleton rows={10} label={`Loading ${asset}`} />
      </div>
    </div>
  );
  return (
    <Suspense fallback={waiting}>
      <AssetPage key={asset} host={host} asset={asset} />
    </Suspense>
  );
}
