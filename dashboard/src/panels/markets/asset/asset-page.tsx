import { useMemo } from "react";
import { Skeleton } from "../../../components/skeleton.tsx";
import { assetName } from "../../../data/asset-name.ts";
import type { Host } from "../../../host/panel.ts";
import { parseSettings, ranges } from "../chart/chart-settings.ts";
import { AssetHead } from "./asset-head.tsx";
import { ChartPanel } from "./chart-panel.tsx";
import { ClusterPanel } from "./cluster-panel.tsx";
import { FollowPanel } from "./follow-panel.tsx";
import { HappeningPanel } from "./happening-panel.tsx";
import { SourcePanel } from "./source-panel.tsx";
import { UnknownAsset } from "./unknown-asset.tsx";
import { useMarks } from "./use-marks.ts";
import "../../../components/number-table.css";
import "./asset.css";

/** One asset: its candles with all that is known of them, and around it what moves with it and why. */
export default function AssetPage({ host, asset }: { readonly host: Host; readonly asset: string }) {
  const { state, params, hrefOf } = host;
  const snapshot = state.prices.data;
  const tick = snapshot?.ticks.find((each) => each.asset === asset) ?? null;
  const refused = snapshot?.refused.find((each) => each.asset === asset) ?? null;
  const settings = useMemo(() => parseSettings(params), [params]);
  const fromMs = (snapshot?.windowEndMs ?? 0) - ranges[settings.range].ms;
  const { marks, problem: marksProblem, storedAtMs: marksStoredAtMs } = useMarks(host, asset, settings, fromMs);
  // The host changes with every price; links do not.
  const links = useMemo(() => ({ hrefOf }), [hrefOf]);
  const isDeclared = assetName(asset) !== asset;

  if (tick === null && refused === null && !isDeclared) {
    return snapshot === null && state.prices.problem === null ? (
      <div className="single">
        <div className="panel">
          <Skeleton rows={8} label={`Loading ${asset}`} />
        </div>
      </div>
    ) : (
      <UnknownAsset host={host} asset={asset} />
    );
  }
  return (
    <div className="mk-page">
      <div className="mk-main">
        <section className="panel" aria-labelledby="mk-asset-heading">
          <AssetHead host={host} asset={asset} tick={tick} refused={refused} />
          <ChartPanel host={host} asset={asset} settings={settings} marks={marks} />
        </section>
        <HappeningPanel
          {...{ host, asset, marks }}
          problem={marksProblem}
          storedAtMs={marksStoredAtMs}
          range={settings.range}
        />
      </div>
      <div className="mk-side">
        <SourcePanel tick={tick} refused={refused} nowMs={host.nowMs} storedAtMs={state.prices.storedAtMs} />
        <ClusterPanel state={state} links={links} asset={asset} />
        <FollowPanel host={host} links={links} asset={asset} />
      </div>
    </div>
  );
}
