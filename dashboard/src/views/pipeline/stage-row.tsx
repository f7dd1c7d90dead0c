import type { PipelineHealth } from "../../../../contracts/live.ts";
import { Chip } from "../../components/chip.tsx";
import { useTimes } from "../../components/use-times.ts";
import { formatAge, formatSpan } from "../../format/format-time.ts";

type Stage = PipelineHealth["stages"][number];

const freshnessTone = { fresh: "quiet", late: "warn", stale: "bad" } as const;

/** One stage: when it last ran by event time, how long it took, how fresh that is, and what it says itself. */
export function StageRow({ stage }: { readonly stage: Stage }) {
  const { formatClock, formatMoment, formatZone } = useTimes();
  const { stage: name, eventTimeMs, elapsedMs, cadenceMs, freshness, outcome, note } = stage;
  return (
    <tbody data-testid={`stage-${name}`} data-freshness={freshness} data-outcome={outcome}>
      <tr>
        <th scope="row">
          <div className="stage-said">
            <span className="stage-name">
              {name} {cadenceMs === null ? null : <span className="stage-cadence">every {formatAge(cadenceMs)}</span>}
            </span>
            {note === "" ? null : <span className="stage-note">{note}</span>}
          </div>
        </th>
        <td className="number" title={`${formatMoment(eventTimeMs)} ${formatZone(eventTimeMs)}`}>
          {formatClock(eventTimeMs)}
        </td>
        <td className="number">{formatSpan(elapsedMs)}</td>
        <td>
          {outcome === "done" ? null : <Chip tone={outcome === "failed" ? "bad" : "warn"}>{outcome}</Chip>}{" "}
          {outcome !== "done" && freshness === "fresh" ? null : (
            <Chip tone={freshnessTone[freshness]}>{freshness}</Chip>
          )}
        </td>
      </tr>
    </tbody>
  );
}
