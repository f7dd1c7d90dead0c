import { useState } from "react";
import { pipelines } from "../../../../../contracts/pipelines.gen.ts";
import type { PipelinesFile } from "../../../../../contracts/pipelines-file.ts";
import { Panel } from "../../../components/panel.tsx";
import type { Host } from "../../../host/panel.ts";
import { RangeSwitch } from "../range-switch.tsx";
import { rangeOf } from "../ranges.ts";
import { RunDetailPanel } from "./run-detail-panel.tsx";
import { RunPages } from "./run-pages.tsx";
import { readRunKey, readTraceId } from "./run-words.ts";
import { TraceField } from "./trace-field.tsx";

const outcomes = ["done", "degraded", "failed"] as const;
/** The stages whose runs are recorded: those with a schedule and a limit. */
const file: Pick<PipelinesFile, "stages"> = pipelines;
const recorded = Object.entries(file.stages).flatMap(([name, { cron, freshness }]) =>
  cron === undefined || freshness === undefined ? [] : [name],
);

/** Runs of the scheduled stages, and what one of them did. */
export function RunsTab({ host }: { readonly host: Host }) {
  const { stage, outcome, trace } = host.params;
  const run = readRunKey(host.params.run);
  const traceId = readTraceId(trace ?? "");
  const [mark, setMark] = useState(0);
  const query = new URLSearchParams({
    minutes: String(rangeOf(host.params.range).minutes),
    ...(stage !== undefined && recorded.includes(stage) ? { stage } : {}),
    ...(outcomes.some((each) => each === outcome) && outcome !== undefined ? { outcome } : {}),
    ...(traceId === null ? {} : { trace: traceId }),
  });
  return (
    <>
      {run === null ? null : <RunDetailPanel host={host} run={run} />}
      <Panel title="Runs" aside={<RangeSwitch host={host} />}>
        <div className="pipe-bar">
          <label className="pipe-field">
            Stage
            <select
              className="field pipe-select"
              value={stage ?? ""}
              onChange={({ currentTarget }) => host.setParams({ stage: currentTarget.value || null })}
            >
              <option value="">all</option>
              {recorded.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
          <label className="pipe-field">
            Outcome
            <select
              className="field pipe-select"
              value={outcome ?? ""}
              onChange={({ currentTarget }) => host.setParams({ outcome: currentTarget.value || null })}
            >
              <option value="">any</option>
              {outcomes.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
          <TraceField host={host} />
          <button type="button" className="button" onClick={() => setMark(mark + 1)}>
            Read again
          </button>
        </div>
        <RunPages key={`${query} ${mark}`} host={host} query={String(query)} traceId={traceId} />
      </Panel>
    </>
  );
}
