import type { RunDetail } from "../../../../../contracts/run-view.ts";
import type { SourceRun } from "../../../../../contracts/source-run.ts";
import { Chip } from "../../../components/chip.tsx";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { formatSpan } from "../../../format/format-time.ts";
import { barShares } from "./run-words.ts";

const tones = { answered: "quiet", partial: "warn", failed: "bad", skipped: "warn" } as const satisfies Readonly<
  Record<SourceRun["outcome"], string>
>;

/** What each source of a run did and how long it took: the bars are beside their numbers, so that the table is the chart. */
export function RunBars({ detail: { sources } }: { readonly detail: RunDetail }) {
  const shares = barShares(sources.map(({ latencyMs }) => latencyMs));
  return (
    <TableScroll label="Sources of the run">
      <table className="number-table number-table-wide" data-testid="run-sources">
        <caption className="visually-hidden">What each source did; they are asked side by side</caption>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Outcome</th>
            <th scope="col" className="figure">
              Calls
            </th>
            <th scope="col" className="figure">
              Rows
            </th>
            <th scope="col" className="figure">
              Refused
            </th>
            <th scope="col" className="figure">
              Took
            </th>
            <th scope="col" className="pipe-bar-head">
              <span className="visually-hidden">Took, as a bar</span>
            </th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {sources.map(({ source, outcome, calls, rows, refusedRows, latencyMs, note }, index) => (
            <tr key={source}>
              <th scope="row">{source}</th>
              <td>
                <Chip tone={tones[outcome]}>{outcome}</Chip>
              </td>
              <td className="figure number">{calls}</td>
              <td className="figure number">{rows}</td>
              <td className="figure number">{refusedRows}</td>
              <td className="figure number">{formatSpan(latencyMs)}</td>
              <td className="pipe-bar-cell">
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={shares[index] ?? 0} height={8} />
                </svg>
              </td>
              <td className="pipe-note" title={note}>
                {note}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
