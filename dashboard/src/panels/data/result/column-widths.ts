import { formatCell } from "./format-cell.ts";
import type { Result } from "./read-result.ts";

const leastCharacters = 6;
const mostCharacters = 44;
const rowsLookedAt = 200;

/** Widths in characters, from the heads and the first rows: rows that come into view later do not move the columns. */
export const columnWidths = ({ columns, rows }: Pick<Result, "columns" | "rows">): readonly number[] =>
  columns.map(({ name, typeName, type, at }) => {
    let width = Math.max(leastCharacters, name.length, typeName.length);
    for (let row = 0; row < Math.min(rows, rowsLookedAt); row += 1) {
      width = Math.max(width, formatCell(type, at(row))?.length ?? 4);
    }
    return Math.min(mostCharacters, width);
  });
