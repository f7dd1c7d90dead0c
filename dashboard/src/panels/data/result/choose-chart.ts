import type { Params } from "../../../host/panel.ts";
import type { Result, ResultColumn } from "./read-result.ts";

/** Columns of a chart by their place; `by`: the column whose texts part the rows into lines, or null. */
export type ChartChoice = { readonly x: number; readonly y: number; readonly by: number | null };

const mostBars = 40;
export const mostLines = 6;
/** So many rows are looked at for texts that part them. */
const lookedAt = 5_000;

/** What the reader chose, where the result has those columns; else the first columns that make a chart. Null: there are none. */
export function chooseChart(result: Result, params: Params): ChartChoice | null {
  const { columns, rows } = result;
  if (rows < 2) return null;
  const named = (name: string | undefined, fits: (column: ResultColumn) => boolean): number | null => {
    const index = columns.findIndex((column) => column.name === name && fits(column));
    return index === -1 ? null : index;
  };
  const x = named(params.x, (column) => canBeX(result, column)) ?? firstX(result);
  if (x === null) return null;
  const y =
    named(params.y, ({ kind }) => kind === "number") ??
    firstIndex(columns, (column, index) => column.kind === "number" && index !== x);
  if (y === null) return null;
  if (columns[x]?.kind === "text") return { x, y, by: null };
  if (params.by === "") return { x, y, by: null };
  const by =
    named(params.by, ({ kind }) => kind === "text") ?? firstIndex(columns, (column) => partsRows(column, rows));
  return { x, y, by };
}

/** Times and numbers make lines; few texts make bars. */
export const canBeX = ({ rows }: Result, { kind }: ResultColumn): boolean =>
  kind === "time" || kind === "number" || (kind === "text" && rows <= mostBars);

function firstX(result: Result): number | null {
  const { columns } = result;
  const numbers = columns.filter(({ kind }) => kind === "number").length;
  return (
    firstIndex(columns, ({ kind }) => kind === "time") ??
    firstIndex(columns, (column) => column.kind === "text" && canBeX(result, column)) ??
    (numbers > 1 ? firstIndex(columns, ({ kind }) => kind === "number") : null)
  );
}

function partsRows({ kind, at }: ResultColumn, rows: number): boolean {
  if (kind !== "text") return false;
  const texts = new Set<unknown>();
  for (let row = 0; row < Math.min(rows, lookedAt) && texts.size <= mostLines; row += 1) texts.add(at(row));
  return texts.size > 1 && texts.size <= mostLines;
}

function firstIndex(
  columns: readonly ResultColumn[],
  fits: (column: ResultColumn, index: number) => boolean,
): number | null {
  const index = columns.findIndex(fits);
  return index === -1 ? null : index;
}
