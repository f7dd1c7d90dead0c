export type RowWindow = { readonly from: number; readonly to: number };

/** Rows drawn beyond each edge, so that a quick scroll finds them there. */
const margin = 12;

/** Which rows are drawn, from how far the table is scrolled: `from ≤ row < to`. */
export function visibleRows(scrollTop: number, height: number, rowHeight: number, rows: number): RowWindow {
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const count = Math.ceil(height / rowHeight);
  return { from: Math.max(0, Math.min(first, rows) - margin), to: Math.min(rows, first + count + margin) };
}
