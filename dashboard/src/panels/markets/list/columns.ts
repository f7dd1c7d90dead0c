import type { SortKey } from "./sort-rows.ts";

export type Column = {
  readonly key: SortKey | null;
  readonly label: string;
  readonly className: string;
  /** What the column says, where its head is too short to. */
  readonly title?: string;
};

/** The columns of the list. `dayLabel`: since when the longer change counts. */
export const columnsOf = (dayLabel: string): readonly Column[] => [
  { key: "asset", label: "Asset", className: "mk-asset" },
  { key: null, label: "Line", className: "mk-line" },
  { key: "price", label: "Price, $", className: "mk-number mk-price" },
  { key: "hour", label: "1 h", className: "mk-number mk-hour", title: "Change over one hour" },
  { key: "day", label: dayLabel, className: "mk-number mk-day", title: "Change since then" },
  { key: "sources", label: "Sources", className: "mk-number mk-sources", title: "Sources that agree, of those asked" },
  {
    key: "quality",
    label: "Quality",
    className: "mk-number mk-quality",
    title: "100 %: all sources agree; less the more are left out and the further apart they are",
  },
  { key: "age", label: "Age", className: "mk-number mk-age", title: "How old the newest quote of the price is" },
  {
    key: "cluster",
    label: "Cluster",
    className: "mk-cluster",
    title: "With which assets it moves: the cluster's number and medoid",
  },
];
