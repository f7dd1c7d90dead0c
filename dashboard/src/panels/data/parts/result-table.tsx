import { useMemo, useState } from "react";
import { columnWidths } from "../result/column-widths.ts";
import { formatCell } from "../result/format-cell.ts";
import type { Result } from "../result/read-result.ts";
import { visibleRows } from "../result/visible-rows.ts";

/** As the style sheet has it. */
const rowHeight = 26;
const shownHeight = 416;

/** The rows, of which those in view alone are drawn. */
export function ResultTable({ result }: { readonly result: Result }) {
  const { columns, rows } = result;
  const [scrollTop, setScrollTop] = useState(0);
  const widths = useMemo(() => columnWidths(result), [result]);
  const { from, to } = visibleRows(scrollTop, shownHeight, rowHeight, rows);
  if (columns.length === 0 || (rows === 0 && columns[0]?.name === "Success")) {
    return <p className="muted">Done. The statement gives no rows.</p>;
  }
  if (columns[0]?.name === "explain_key") {
    return <pre className="data-plan">{Array.from({ length: rows }, (_, row) => columns[1]?.at(row)).join("\n")}</pre>;
  }
  return (
    <section
      className="data-table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer scrolls it with the keys
      tabIndex={0}
      aria-label="Rows of the result"
      data-testid="result-rows"
      onScroll={({ currentTarget }) => setScrollTop(currentTarget.scrollTop)}
    >
      <table aria-rowcount={rows + 1} style={{ width: `${widths.reduce((sum, width) => sum + width + 3, 6)}ch` }}>
        <colgroup>
          <col style={{ width: "6ch" }} />
          {columns.map(({ name }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
            <col key={`${name} ${index}`} style={{ width: `${(widths[index] ?? 0) + 3}ch` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <span className="visually-hidden">Row</span>
            </th>
            {columns.map(({ name, typeName, kind }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
              <th key={`${name} ${index}`} scope="col" className={kind === "number" ? "is-number" : undefined}>
                <span className="data-column">{name}</span>
                <span className="muted">{typeName}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {from > 0 ? <tr style={{ height: from * rowHeight }} /> : null}
          {Array.from({ length: to - from }, (_, index) => from + index).map((row) => (
            <tr key={row} aria-rowindex={row + 2}>
              <th scope="row" className="is-number muted">
                {row + 1}
              </th>
              {columns.map(({ name, type, kind, at }, index) => {
                const text = formatCell(type, at(row));
                const className = kind === "number" ? "is-number" : undefined;
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
                  <td key={`${name} ${index}`} className={className} title={text ?? undefined}>
                    {text === null ? <i className="data-null">null</i> : text}
                  </td>
                );
              })}
            </tr>
          ))}
          {to < rows ? <tr style={{ height: (rows - to) * rowHeight }} /> : null}
        </tbody>
      </table>
      {rows === 0 ? <p className="muted data-empty">No rows: nothing in the loaded data fits the query.</p> : null}
    </section>
  );
}
