import { Type } from "@uwdata/flechette";
import { formatCell } from "./format-cell.ts";
import type { Result, ResultColumn } from "./read-result.ts";

/** RFC 4180. Null is an empty cell and an empty text is `""`; times are ISO 8601 with their zone, which is UTC. */
export function writeCsv({ columns, rows }: Pick<Result, "columns" | "rows">): string {
  const lines = [columns.map(({ name }) => quote(name)).join(",")];
  for (let row = 0; row < rows; row += 1) lines.push(columns.map((column) => cellOf(column, row)).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function cellOf({ type, at }: ResultColumn, row: number): string {
  const text = formatCell(type, at(row));
  if (text === null) return "";
  return quote(type.typeId === Type.Timestamp ? `${text.replace(" ", "T")}Z` : text);
}

const quote = (text: string): string =>
  text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
