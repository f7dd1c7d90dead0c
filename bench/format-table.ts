import type { Judge, Row } from "./measurement.ts";

/** Rows for people: a peer's value, what ours is of it, and the target that a row meets or misses. */
export function formatTable(rows: readonly Row[], judge: Judge): string {
  const cells = rows.map((row) => {
    const judgement = judge(row, rows);
    return [
      row.case,
      row.n.toLocaleString("en"),
      row.peer ?? "",
      `${formatNumber(row.value)} ${row.unit}`,
      row.ratio === null ? "" : `× ${formatNumber(row.ratio)}`,
      judgement === null ? "" : `${judgement.isMet ? "met" : "MISSED"}: ${judgement.target}`,
    ];
  });
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const pad = (text: string, column: number) =>
    column === 1 || column === 3 ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  return cells.map((row) => `${row.map(pad).join("  ").trimEnd()}\n`).join("");
}

/** Four digits, and whole numbers whole. */
const formatNumber = (value: number): string =>
  Math.abs(value) >= 1_000 || Number.isInteger(value)
    ? Math.round(value).toLocaleString("en")
    : String(Number(value.toPrecision(4)));
