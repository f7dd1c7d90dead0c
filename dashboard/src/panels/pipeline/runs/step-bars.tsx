import type { TakenStep } from "../../../../../contracts/run-view.ts";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { formatSpan } from "../../../format/format-time.ts";
import { placeBars } from "./place-bars.ts";

/** The steps of a run, each where it was on the way from the first one's start to the last one's end. */
export function StepBars({ steps }: { readonly steps: readonly TakenStep[] }) {
  const bars = placeBars(steps);
  return (
    <TableScroll label="Steps of the run">
      <table className="number-table number-table-wide" data-testid="run-steps">
        <caption className="visually-hidden">Steps, when each began after the start, and how long it took</caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col" className="figure">
              Began after
            </th>
            <th scope="col" className="figure">
              Took
            </th>
            <th scope="col">
              <span className="visually-hidden">The same as a bar</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ name, elapsedMs }, index) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="figure number">{formatSpan(bars[index]?.afterMs ?? 0)}</td>
              <td className="figure number">{formatSpan(elapsedMs)}</td>
              <td className="pipe-bar-cell pipe-bar-wide">
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect x={bars[index]?.start ?? 0} width={bars[index]?.width ?? 0} height={8} />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
