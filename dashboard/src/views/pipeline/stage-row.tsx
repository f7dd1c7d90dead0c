import type { PipelineHealth } from "../../../../contracts/live.ts";
import { Chip } from "../../components/chip.tsx";
import { formatClock, formatSpan } from "../../format/format-time.ts";

type Stage = PipelineHealth["stages"][number];

const freshnessTone = { fresh: "quiet", late: "warn", stale: "bad" } as const;

/** One stage: when it last ran by event time, how long it took, and how fresh that is. */
export function StageRow({ stage }: { readonly stage: Stage }) {
  const { stage: name, eventTimeMs, elapsedMs, cadenceMs, freshness, outcome, note } = stage;
  return (
    <tr data-testid={`stage-${name}`} data-freshness={freshness}>
      <th scope="row">
        {name}
        <span className="stage-note">{note === "" ? describeCadence(cadenceMs) : note}</span>
      </th>
      <td className="number">{formatClock(eventTimeMs)}</td>
      <td className="number">{formatSpan(elapsedMs)}</td>
      <td>
        {outcome === "done" ? (
          <Chip tone={freshnessTone[freshness]}>{freshness}</Chip>
        ) : (
          <Chip tone={outcome === "failed" ? "bad" : "warn"}>{outcome}</Chip>
        )}
      </td>
    </tr>
  );
}

const describeCadence = (cadenceMs: number | null): string =>
  cadenceMs === null ? "when messages come" : `every ${formatSpan(cadenceMs)}`;
