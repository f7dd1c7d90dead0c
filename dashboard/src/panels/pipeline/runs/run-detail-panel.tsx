import { RunDetail, type RunView } from "../../../../../contracts/run-view.ts";
import { Chip } from "../../../components/chip.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";
import { Panel } from "../../../components/panel.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatSpan } from "../../../format/format-time.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { RunBars } from "./run-bars.tsx";
import { outcomeTones } from "./run-words.ts";
import { StepBars } from "./step-bars.tsx";

type DetailProps = { readonly host: Host; readonly run: Pick<RunView, "stage" | "atMs"> };

/** One run: what it says, and its parts. */
export function RunDetailPanel({ host, run }: DetailProps) {
  const { formatMoment, formatZone } = useTimes();
  const { data, problem } = useLoaded(host.load, `/v1/runs/${run.stage}/${run.atMs}`, RunDetail);
  const close = (
    <button type="button" className="button button-small" onClick={() => host.setParams({ run: null })}>
      Close
    </button>
  );
  return (
    <Panel title={`${run.stage}, ${formatMoment(run.atMs)} ${formatZone(run.atMs)}`} aside={close}>
      {data === null ? (
        problem === null ? (
          <Skeleton rows={4} label="Loading the run" />
        ) : (
          <p className="inline-problem" role="status">
            {problem.detail}
          </p>
        )
      ) : (
        <div data-testid="run-detail">
          <dl className="pipe-facts">
            <div>
              <dt>Outcome</dt>
              <dd>
                <Chip tone={outcomeTones[data.run.outcome]}>{data.run.outcome}</Chip>
              </dd>
            </div>
            <div>
              <dt>Took</dt>
              <dd className="number">{formatSpan(data.run.elapsedMs)}</dd>
            </div>
            <div>
              <dt>Ended (wall clock)</dt>
              <dd className="number">
                {formatMoment(data.run.finishedWallMs)} {formatZone(data.run.finishedWallMs)}
              </dd>
            </div>
            <div>
              <dt>Trace</dt>
              <dd>
                <code className="breakable">{data.run.traceId}</code>{" "}
                <CopyButton text={data.run.traceId} what="the trace id" />
              </dd>
            </div>
          </dl>
          {data.run.note === "" ? null : <p className="pipe-said breakable">{data.run.note}</p>}
          {data.steps === null || data.steps.length === 0 ? null : <StepBars steps={data.steps} />}
          {data.sources.length > 0 ? <RunBars detail={data} /> : null}
          {data.sources.length === 0 && (data.steps ?? []).length === 0 ? (
            <p className="muted">Of its parts nothing is kept but the note.</p>
          ) : null}
        </div>
      )}
    </Panel>
  );
}
