import { useEffect } from "react";
import type { PanelProps } from "../../host/panel.ts";
import { assetTitle } from "../../views/chart/asset-title.ts";
import { AssetPage } from "./asset/asset-page.tsx";
import { MarketsList } from "./list/markets-list.tsx";

/** All assets, or the one that the address names. */
export default function MarketsPage({ host }: PanelProps) {
  const { state, params, page } = host;
  const asset = params.asset ?? null;
  const title = asset === null ? null : assetTitle(state, asset);
  useEffect(() => page.setTitle(title), [page, title]);
  return asset === null ? (
    <div className="single">
      <MarketsList host={host} />
    </div>
  ) : (
    <AssetPage key={asset} host={host} asset={asset} />
  );
}
