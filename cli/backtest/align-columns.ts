/** Rows of cells as lines, each column as wide as its widest cell, two spaces between, none at the end. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [place, cell] of row.entries()) widths[place] = Math.max(widths[place] ?? 0, [...cell].length);
  }
  return rows.map((row) =>
    row
      .map((cell, place) => cell + " ".repeat((widths[place] ?? 0) - [...cell].length))
      .join("  ")
      .trimEnd(),
  );
}
