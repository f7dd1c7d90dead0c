import { type Range, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef } from "react";
import type { Host, Params } from "../../../host/panel.ts";
import { columnsOf } from "./columns.ts";
import { drawnPlaces } from "./drawn-places.ts";
import { MarketRowView } from "./market-row.tsx";
import type { MarketRow } from "./market-rows.ts";
import { withGaps } from "./row-gaps.ts";
import { nextSort, type Sort, type SortKey } from "./sort-rows.ts";
import type { useHeldOrder } from "./use-held-order.ts";
import { useRowHeight } from "./use-row-height.ts";
import { useRowKeys } from "./use-row-keys.ts";

type MarketTableProps = {
  readonly rows: readonly MarketRow[];
  readonly hold: Pick<ReturnType<typeof useHeldOrder>, "onPointerEnter" | "onPointerLeave">;
  readonly sort: Sort;
  readonly dayLabel: string;
  readonly nowMs: number;
  readonly params: Params;
  readonly hrefOf: Host["hrefOf"];
  readonly density: Host["settings"]["density"];
  readonly onSort: (sort: Sort) => void;
};

/** All assets. However many there are, only the rows in sight are drawn; readers of the table are told how many there are. */
export function MarketTable(props: MarketTableProps) {
  const { rows, hold, sort, dayLabel, nowMs, params, hrefOf, density, onSort } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(density);
  const activePlace = useRef(-1);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: 0,
    useFlushSync: false,
    // The row with the focus stays drawn wherever the table is scrolled to: what is taken out of the page loses it.
    rangeExtractor: useCallback(
      ({ startIndex, endIndex, count }: Range) => drawnPlaces(startIndex, endIndex, count, activePlace.current),
      [],
    ),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height of rows moves all of them
  useEffect(() => virtualizer.measure(), [rowHeight]);
  const show = useCallback((place: number) => virtualizer.scrollToIndex(place), [virtualizer]);
  const pageRows = useCallback(
    () => Math.max(1, Math.floor((scrollRef.current?.clientHeight ?? 0) / rowHeight) - 2),
    [rowHeight],
  );
  const keys = useRowKeys(rows, scrollRef, show, pageRows);
  activePlace.current = rows.findIndex(({ asset }) => asset === keys.active);
  const columns = columnsOf(dayLabel);

  return (
    <div className="mk-scroll" ref={scrollRef}>
      <table className="mk-table" aria-rowcount={rows.length + 1}>
        <caption className="visually-hidden">
          Prices of all assets in US dollars. Arrow keys move from row to row, Enter opens an asset.
        </caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ key, label, className, title }) => (
              <th key={className} scope="col" className={className} aria-sort={ariaSort(sort, key)} title={title}>
                {key === null ? label : <SortHead sort={sort} sortKey={key} label={label} onSort={onSort} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={keys.onKeyDown} onFocus={keys.onFocus} {...hold}>
          {withGaps(virtualizer.getVirtualItems(), virtualizer.getTotalSize()).map((slot) => {
            if (slot.kind === "gap") return <Gap key={slot.key} height={slot.height} />;
            const row = rows[slot.item.index];
            if (row === undefined) return null;
            return (
              <MarketRowView
                key={row.asset}
                row={row}
                place={slot.item.index}
                params={params}
                hrefOf={hrefOf}
                nowMs={nowMs}
                isActive={row.asset === keys.active}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** One cell: a column that is hidden on a small screen must not come back by a cell over all of them. */
function Gap({ height }: { readonly height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row cannot have the focus
    <tr aria-hidden="true" className="mk-gap">
      <td style={{ height }} />
    </tr>
  );
}

type SortHeadProps = {
  readonly sort: Sort;
  readonly sortKey: SortKey;
  readonly label: string;
  readonly onSort: (sort: Sort) => void;
};

function SortHead({ sort, sortKey, label, onSort }: SortHeadProps) {
  return (
    <button type="button" className="mk-sort" onClick={() => onSort(nextSort(sort, sortKey))}>
      {label}
      <span aria-hidden="true" className="mk-sort-mark">
        {sort.key === sortKey ? (sort.direction === "up" ? "↑" : "↓") : ""}
      </span>
    </button>
  );
}

function ariaSort(sort: Sort, key: SortKey | null): "ascending" | "descending" | undefined {
  if (key !== sort.key) return undefined;
  return sort.direction === "up" ? "ascending" : "descending";
}
