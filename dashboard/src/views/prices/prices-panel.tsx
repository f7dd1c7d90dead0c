import { useMemo } from "react";
import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { useTimes } from "../../components/use-times.ts";
import type { DashboardState } from "../../data/dashboard-state.ts";
import { buildPriceRows } from "./price-rows.ts";
import { PriceTable } from "./price-table.tsx";

type PricesPanelProps = {
  readonly prices: DashboardState["prices"];
  readonly history: DashboardState["history"];
  readonly nowMs: number;
  readonly selected: string;
  readonly onSelect: (asset: string) => void;
  readonly onRetry: () => void;
};

export function PricesPanel({ prices, history, nowMs, selected, onSelect, onRetry }: PricesPanelProps) {
  const { formatClock } = useTimes();
  const snapshot = prices.data;
  const rows = useMemo(() => (snapshot === null ? [] : buildPriceRows(snapshot, history)), [snapshot, history]);
  const sinceMs = Math.min(...[...history.values()].map((points) => points[0]?.atMs ?? Number.POSITIVE_INFINITY));
  const sinceLabel = Number.isFinite(sinceMs) ? `${formatClock(sinceMs)} →` : "Start →";
  return (
    <Panel
      title="Prices"
      className="panel-prices"
      aside={
        snapshot === null ? undefined : (
          <span className="muted number">{describeCount(rows.length, snapshot.refused.length)}</span>
        )
      }
    >
      {snapshot === null ? (
        prices.problem === null ? (
          <Skeleton rows={12} label="Loading prices" />
        ) : (
          <ProblemNotice problem={prices.problem} emptyTitle="No price yet" onRetry={onRetry} />
        )
      ) : rows.length === 0 ? (
        <Notice title="No asset in this window">The pipeline file names no asset with a source.</Notice>
      ) : (
        <PriceTable rows={rows} nowMs={nowMs} sinceLabel={sinceLabel} selected={selected} onSelect={onSelect} />
      )}
    </Panel>
  );
}

const describeCount = (all: number, refused: number): string =>
  refused === 0 ? `${all} assets` : `${all - refused} of ${all} priced`;
