import { lazy, Suspense, useState } from "react";
import type { PriceTick, RefusedAsset } from "../../../../contracts/price-ticks.ts";
import { Change } from "../../components/change.tsx";
import { Notice } from "../../components/notice.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { StoredMark } from "../../components/stored-mark.tsx";
import { useTimes } from "../../components/use-times.ts";
import { assetName } from "../../data/asset-name.ts";
import type { DashboardState } from "../../data/dashboard-state.ts";
import { changeOver, changeSinceFirst, type PricePoint } from "../../data/price-points.ts";
import { formatPrice } from "../../format/format-number.ts";
import { assetRefusalWords } from "../../format/reason-words.ts";
import { assetSymbol } from "../../format/short-hex.ts";
import { SourceList } from "./source-list.tsx";

/** The charts are larger than all the rest of the page: its numbers must not wait for them. */
const PriceChart = lazy(() => import("./price-chart.tsx"));

const ranges = [
  { label: "1 h", ms: 3_600_000 },
  { label: "6 h", ms: 6 * 3_600_000 },
  { label: "24 h", ms: 24 * 3_600_000 },
] as const;

type ChartPanelProps = {
  readonly asset: string;
  readonly tick: PriceTick | null;
  /** Why it has no price in this window. */
  readonly refused: RefusedAsset | null;
  readonly points: readonly PricePoint[];
  readonly fireTimes: readonly number[];
  readonly cadenceMs: number;
  readonly historySource: DashboardState["historySource"];
  readonly isLoading: boolean;
  readonly storedAtMs: number | undefined;
};

/** The chosen asset: its price, who says so, and its line. */
export function ChartPanel(props: ChartPanelProps) {
  const { formatClock, formatZone } = useTimes();
  const { asset, tick, refused, points, fireTimes, cadenceMs, historySource, isLoading, storedAtMs } = props;
  const [rangeMs, setRangeMs] = useState<number>(ranges[1].ms);
  return (
    <section className="panel panel-chart" aria-labelledby="chart-heading">
      <header className="panel-head">
        <h2 id="chart-heading">
          {assetSymbol(asset)} <span className="muted">{assetName(asset)}</span>
        </h2>
        <fieldset className="segments">
          <legend className="visually-hidden">Range of the chart</legend>
          {ranges.map(({ label, ms }) => (
            <button key={label} type="button" aria-pressed={rangeMs === ms} onClick={() => setRangeMs(ms)}>
              {label}
            </button>
          ))}
        </fieldset>
      </header>
      <div className="chart-numbers" hidden={tick === null && points.length === 0}>
        <p className="chart-price number">{tick === null ? "no price" : `$${formatPrice(tick.priceUsd)}`}</p>
        <StoredMark storedAtMs={storedAtMs} />
        <dl className="chart-facts">
          <Fact label="1 h">
            <Change value={changeOver(points, 3_600_000, 3 * cadenceMs)} />
          </Fact>
          <Fact
            label={
              points[0] === undefined ? "Since" : `Since ${formatClock(points[0].atMs)} ${formatZone(points[0].atMs)}`
            }
          >
            <Change value={changeSinceFirst(points)} />
          </Fact>
          <Fact label="This window">
            <span className="number">
              {tick === null ? "–" : `${formatPrice(tick.lowUsd)} – ${formatPrice(tick.highUsd)}`}
            </span>
          </Fact>
        </dl>
      </div>
      {points.length >= 2 ? (
        <Suspense fallback={<ChartSkeleton />}>
          <PriceChart
            points={points}
            rangeMs={rangeMs}
            cadenceMs={cadenceMs}
            fireTimes={fireTimes}
            label={assetName(asset)}
          />
        </Suspense>
      ) : isLoading ? (
        <Skeleton rows={6} label="Loading the chart" />
      ) : (
        <Notice title="No line yet">A line needs two windows of two minutes.</Notice>
      )}
      <footer className="chart-foot">
        {tick === null ? null : <SourceList {...tick} />}
        {refused === null ? null : (
          <>
            <p className="tone-warn">No price: {assetRefusalWords[refused.reason]}.</p>
            <SourceList sources={refused.sources} />
          </>
        )}
        {historySource === "cache" ? (
          <p className="tone-warn">The history does not answer: the line is what this page has seen itself.</p>
        ) : null}
      </footer>
    </section>
  );
}

/** As high as the chart, so that nothing moves when it comes. */
function ChartSkeleton() {
  return (
    <div className="chart chart-loading">
      <Skeleton rows={6} label="Loading the chart" />
    </div>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
