import { useMemo } from "react";
import { Notice, ProblemNotice } from "../../../components/notice.tsx";
import { Panel } from "../../../components/panel.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { assetName } from "../../../data/asset-name.ts";
import type { Host } from "../../../host/panel.ts";
import { buildMarketRows, clusterOfAssets, searchRows } from "./market-rows.ts";
import { MarketTable } from "./market-table.tsx";
import { SearchField } from "./search-field.tsx";
import { firstKnownMs, isWholeDay } from "./since.ts";
import { formatSort, parseSort, sortRows } from "./sort-rows.ts";
import { useHeldOrder } from "./use-held-order.ts";
import "./list.css";

/** All assets: searched, sorted, each leading to its own page. */
export function MarketsList({ host }: { readonly host: Host }) {
  const { state, nowMs, params, setParams, hrefOf, settings } = host;
  const { formatClock } = useTimes();
  const snapshot = state.prices.data;
  const clusters = useMemo(() => clusterOfAssets(state.clusters.data), [state.clusters.data]);
  const rows = useMemo(
    () => (snapshot === null ? [] : buildMarketRows(snapshot, state.history, clusters, assetName)),
    [snapshot, state.history, clusters],
  );
  const sort = useMemo(() => parseSort(params.sort), [params.sort]);
  const search = params.q ?? "";
  const sorted = useMemo(() => sortRows(searchRows(rows, search), sort), [rows, search, sort]);
  const { rows: shown, isHeld, ...hold } = useHeldOrder(sorted, `${sort.key} ${sort.direction} ${search}`);
  const sinceMs = firstKnownMs(state.history);
  const dayLabel = sinceMs === null || isWholeDay(sinceMs, nowMs) ? "24 h" : `since ${formatClock(sinceMs)}`;
  const isWaiting = snapshot === null || rows.length === 0;
  return (
    <Panel
      title="All assets"
      className="mk-panel"
      storedAtMs={host.state.prices.storedAtMs}
      aside={
        isWaiting ? undefined : (
          <>
            {isHeld ? <span className="muted mk-held">Order held · </span> : null}
            <Counts shown={shown.length} rows={rows.length} refused={snapshot.refused.length} />
          </>
        )
      }
    >
      {snapshot === null ? (
        state.prices.problem === null ? (
          <Skeleton rows={14} label="Loading prices" />
        ) : (
          <ProblemNotice problem={state.prices.problem} emptyTitle="No price yet" onRetry={host.retry} />
        )
      ) : rows.length === 0 ? (
        <Notice title="No asset in this window">The pipeline file names no asset with a source.</Notice>
      ) : (
        <>
          <SearchField value={search} onChange={(q) => setParams({ q: q === "" ? null : q })} />
          {shown.length === 0 ? (
            <Notice title={`No asset has “${search}” in its symbol, name or cluster`}>
              <button type="button" className="button" onClick={() => setParams({ q: null })}>
                Show all {rows.length} assets
              </button>
            </Notice>
          ) : (
            <MarketTable
              rows={shown}
              hold={hold}
              sort={sort}
              dayLabel={dayLabel}
              nowMs={nowMs}
              params={params}
              hrefOf={hrefOf}
              density={settings.density}
              onSort={(next) => setParams({ sort: formatSort(next) })}
            />
          )}
        </>
      )}
    </Panel>
  );
}

type CountsProps = { readonly shown: number; readonly rows: number; readonly refused: number };

/** How many there are; told again to those who do not see when a search changes it. */
function Counts({ shown, rows, refused }: CountsProps) {
  return (
    <span className="muted number" role="status" data-testid="market-counts">
      {shown === rows ? `${rows} assets` : `${shown} of ${rows} assets`}
      {refused === 0 ? "" : `, ${refused} without a price`}
    </span>
  );
}
