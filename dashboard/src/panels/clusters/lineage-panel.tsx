import { useCallback, useId, useMemo } from "react";
import { ClusterLineageReport } from "../../../../contracts/cluster-lineage.ts";
import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { TableTwin } from "../../components/table-twin.tsx";
import { useTimes } from "../../components/use-times.ts";
import type { Host } from "../../host/panel.ts";
import { useLoaded } from "../../host/use-loaded.ts";
import { LineageChart } from "./lineage-chart.tsx";
import { describeLineage } from "./lineage-events.ts";
import { numberLineages } from "./lineage-layout.ts";
import { LineageTable } from "./lineage-table.tsx";
import { viewOf } from "./use-cluster-run.ts";

const stretches = [
  { days: 3, label: "3 d" },
  { days: 14, label: "14 d" },
  { days: 90, label: "90 d" },
  { days: 366, label: "1 y" },
] as const;
const usualDays = 14;

type LineagePanelProps = {
  readonly host: Host;
  /** The run that is looked at; null: the present one. */
  readonly pastMs: number | null;
  /** Ids of the present run's clusters, as it lists them: they have the same numbers here. */
  readonly present: readonly string[];
  /** A newer run may have added to the past. */
  readonly mark: number;
};

/** What became of clusters over the runs, and the choice of one of them. */
export function LineagePanel({ host, pastMs, present, mark }: LineagePanelProps) {
  const { formatMoment, formatZone } = useTimes();
  const fieldId = useId();
  const { setParams } = host;
  const days = stretches.find((each) => String(each.days) === host.params.days)?.days ?? usualDays;
  const path = `/v1/clusters/lineage?view=${viewOf(host)}&days=${days}`;
  const { data, problem, storedAtMs, retry } = useLoaded(host.load, path, ClusterLineageReport, mark);
  const runs = data?.runs ?? [];
  const newestMs = runs.at(-1)?.asOfMs ?? null;
  const at = runs.findIndex(({ asOfMs }) => asOfMs === (pastMs ?? newestMs));
  const numbers = useMemo(() => numberLineages(data?.runs ?? [], present), [data, present]);
  const choose = useCallback(
    (asOfMs: number) =>
      setParams({ at: asOfMs === newestMs ? null : String(asOfMs), cluster: null, near: null }, "push"),
    [setParams, newestMs],
  );
  const step = (by: number): void => {
    const run = runs[at + by];
    if (run !== undefined) choose(run.asOfMs);
  };
  return (
    <Panel
      title="Lineage"
      storedAtMs={storedAtMs}
      aside={
        data === null ? undefined : (
          <span className="muted number">
            {runs.length < data.runsInAll ? `${runs.length} of ` : ""}
            {data.runsInAll === 1 ? "1 run" : `${data.runsInAll} runs`}
          </span>
        )
      }
    >
      <div className="lineage-acts">
        <fieldset className="segments">
          <legend className="visually-hidden">How far back</legend>
          {stretches.map((each) => (
            <button
              key={each.days}
              type="button"
              aria-pressed={each.days === days}
              onClick={() => setParams({ days: each.days === usualDays ? null : String(each.days) })}
            >
              {each.label}
            </button>
          ))}
        </fieldset>
        {runs.length === 0 ? null : (
          <>
            <label htmlFor={fieldId}>Run</label>
            <select
              id={fieldId}
              className="field"
              value={at === -1 ? "" : String(runs[at]?.asOfMs)}
              onChange={(event) => choose(Number(event.target.value))}
            >
              {at === -1 ? <option value="">not in this stretch</option> : null}
              {runs.toReversed().map(({ asOfMs }) => (
                <option key={asOfMs} value={String(asOfMs)}>
                  {formatMoment(asOfMs)} {formatZone(asOfMs)}
                  {asOfMs === newestMs ? ", the newest" : ""}
                </option>
              ))}
            </select>
            <button type="button" className="button" disabled={at <= 0} onClick={() => step(-1)}>
              Earlier
            </button>
            <button
              type="button"
              className="button"
              disabled={at === -1 || at === runs.length - 1}
              onClick={() => step(1)}
            >
              Later
            </button>
          </>
        )}
      </div>
      {data === null ? (
        problem === null ? (
          <Skeleton rows={5} label="Loading the lineage" />
        ) : (
          <ProblemNotice problem={problem} emptyTitle="The history does not answer" onRetry={retry} />
        )
      ) : runs.length === 0 ? (
        <Notice title="No run is kept yet">A run is written to the history a moment after it was computed.</Notice>
      ) : (
        <>
          <p className="tree-words">{describeLineage(data)}</p>
          {runs.length === 1 ? null : (
            <LineageChart report={data} numbers={numbers} chosenMs={runs[at]?.asOfMs ?? null} onChoose={choose} />
          )}
          <TableTwin summary="The lineage as a table">
            {() => <LineageTable report={data} onChoose={choose} />}
          </TableTwin>
        </>
      )}
    </Panel>
  );
}
