import type { RunView } from "../../../../../contracts/run-view.ts";
import { Chip } from "../../../components/chip.tsx";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatSpan } from "../../../format/format-time.ts";
import type { Host } from "../../../host/panel.ts";
import { outcomeTones, writeRunKey } from "./run-words.ts";

/** Runs, each with what it says of itself. */
export function RunTable({ host, runs }: { readonly host: Host; readonly runs: readonly RunView[] }) {
  const { formatMoment, formatZone } = useTimes();
  return (
    <TableScroll label="Runs">
      <table className="number-table number-table-wide" data-testid="runs">
        <thead>
          <tr>
            <th scope="col">Scheduled for</th>
            <th scope="col">Stage</th>
            <th scope="col" className="figure">
              Took
            </th>
            <th scope="col">Outcome</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={writeRunKey(run)}>
              <th scope="row" className="number">
                <a
                  className="series-link"
                  href={host.hrefOf("pipeline", { ...host.params, tab: "runs", run: writeRunKey(run) })}
                  aria-current={host.params.run === writeRunKey(run) ? "true" : undefined}
                >
                  {formatMoment(run.atMs)} {formatZone(run.atMs)}
                </a>
              </th>
              <td>{run.stage}</td>
              <td className="figure number">{formatSpan(run.elapsedMs)}</td>
              <td>
                <Chip tone={outcomeTones[run.outcome]}>{run.outcome}</Chip>
              </td>
              <td className="pipe-note" title={run.note}>
                {run.note}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
