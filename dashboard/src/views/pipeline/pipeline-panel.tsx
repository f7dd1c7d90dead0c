import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import type { DashboardState } from "../../data/dashboard-state.ts";
import { DeadLetters } from "./dead-letters.tsx";
import { StageRow } from "./stage-row.tsx";

/** Is every stage fresh, and what is stuck. */
export function PipelinePanel({
  health,
  onRetry,
}: {
  readonly health: DashboardState["health"];
  readonly onRetry: () => void;
}) {
  const { data, problem } = health;
  return (
    <Panel
      title="Pipeline"
      className="panel-pipeline"
      storedAtMs={health.storedAtMs}
      aside={data === null ? undefined : <Verdict stages={data.stages} />}
    >
      {data !== null ? (
        <>
          <table className="stage-table" hidden={data.stages.length === 0}>
            <caption className="visually-hidden">Stages: when each last ran, how long it took, how fresh it is</caption>
            <thead>
              <tr>
                <th scope="col">Stage</th>
                <th scope="col">Last</th>
                <th scope="col">Took</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            {data.stages.map((stage) => (
              <StageRow key={stage.stage} stage={stage} />
            ))}
          </table>
          {data.stages.length === 0 ? <Notice title="No stage has run yet" /> : null}
          <DeadLetters deadLetters={data.deadLetters} />
          <p className="panel-foot muted" data-testid="journal-state">
            {data.journal.state === "direct"
              ? "Journal: rows go straight to the database."
              : `Journal: the database is down; ${data.journal.segments} segments wait in the archive.`}
          </p>
        </>
      ) : problem === null ? (
        <Skeleton rows={6} label="Loading the pipeline" />
      ) : (
        <ProblemNotice problem={problem} emptyTitle="Nothing has run yet" onRetry={onRetry} />
      )}
    </Panel>
  );
}

type Stages = NonNullable<DashboardState["health"]["data"]>["stages"];

function Verdict({ stages }: { readonly stages: Stages }) {
  const bad = stages.filter(({ freshness, outcome }) => freshness === "stale" || outcome === "failed").length;
  const slow = stages.filter(({ freshness, outcome }) => freshness === "late" || outcome === "degraded").length;
  if (bad > 0) return <span className="tone-down">{bad === 1 ? "1 stage needs" : `${bad} stages need`} attention</span>;
  if (slow > 0) return <span className="tone-warn">{slow} late or degraded</span>;
  return <span className="muted">{stages.length === 0 ? "" : "all fresh"}</span>;
}
