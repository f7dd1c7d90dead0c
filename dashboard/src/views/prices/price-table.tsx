import { useState } from "react";
import { PriceRowView } from "./price-row-view.tsx";
import { nextSort, type PriceRow, type Sort, type SortKey, sortPriceRows } from "./price-rows.ts";

type PriceTableProps = {
  readonly rows: readonly PriceRow[];
  readonly nowMs: number;
  readonly sinceLabel: string;
  readonly selected: string;
  readonly onSelect: (asset: string) => void;
};

type Column = { readonly key: SortKey | null; readonly label: string; readonly className: string };

/** All assets. The heads of sortable columns are buttons; a row is chosen by its asset's button. */
export function PriceTable({ rows, nowMs, sinceLabel, selected, onSelect }: PriceTableProps) {
  const [sort, setSort] = useState<Sort>({ key: "changeHour", direction: "up" });
  const columns: readonly Column[] = [
    { key: "asset", label: "Asset", className: "col-asset" },
    { key: null, label: "Line", className: "col-line" },
    { key: "price", label: "Price, $", className: "col-number" },
    { key: "changeHour", label: "1 h", className: "col-number" },
    { key: "changeSince", label: sinceLabel, className: "col-number col-since" },
    { key: null, label: "Src", className: "col-number col-sources" },
    { key: "age", label: "Age", className: "col-number col-age" },
  ];
  return (
    <table className="price-table">
      <caption className="visually-hidden">Prices of all assets in US dollars; choose one to see its line</caption>
      <thead>
        <tr>
          {columns.map(({ key, label, className }) => (
            <th key={label} scope="col" className={className} aria-sort={ariaSort(sort, key)}>
              {key === null ? (
                label
              ) : (
                <button type="button" className="sort-button" onClick={() => setSort(nextSort(sort, key))}>
                  {label}
                  <span aria-hidden="true" className="sort-mark">
                    {sort.key === key ? (sort.direction === "up" ? "↑" : "↓") : ""}
                  </span>
                </button>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sortPriceRows(rows, sort).map((row) => (
          <PriceRowView
            key={row.asset}
            row={row}
            nowMs={nowMs}
            isSelected={row.asset === selected}
            onSelect={onSelect}
          />
        ))}
      </tbody>
    </table>
  );
}

function ariaSort(sort: Sort, key: SortKey | null): "ascending" | "descending" | undefined {
  if (key !== sort.key) return undefined;
  return sort.direction === "up" ? "ascending" : "descending";
}
