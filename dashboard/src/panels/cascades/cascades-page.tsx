import { useMemo } from "react";
import { ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { RunAge } from "../../components/run-age.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import type { LoadProblem } from "../../data/fetch-json.ts";
import type { PanelProps } from "../../host/panel.ts";
import { useLoaded } from "../../host/use-loaded.ts";
import { ExplainedRun } from "./answers.ts";
import { EdgesView } from "./edges-view.tsx";
import { ScenarioPanel } from "./scenario-panel.tsx";
import "../../components/number-table.css";
import "./cascades.css";

/** What follows what, and what a shock would do along it. */
export default function CascadesPage({ host }: PanelProps) {
  // Clusters and cascades are of the same job, and clusters come live: a new run of theirs is a new one here.
  const { data: clusters, problem: clustersProblem } = host.state.clusters;
  const path = clusters === null ? null : "/v1/cascades";
  const loaded = useLoaded(host.load, path, ExplainedRun, clusters?.asOfMs ?? 0);
  const run = loaded.data;
  const problem = clusters === null ? clustersProblem && notYet(clustersProblem) : loaded.problem;
  const retry = clusters === null ? host.retry : loaded.retry;
  const { hrefOf } = host;
  // The host changes with every price; what a run shows does not.
  const links = useMemo(() => ({ hrefOf }), [hrefOf]);
  return (
    <div className="single">
      <Panel
        title="What follows what"
        storedAtMs={loaded.storedAtMs}
        aside={run === null ? undefined : <RunAge run={run} nowMs={host.nowMs} />}
      >
        {run !== null && problem !== null ? (
          <p className="inline-problem" role="status">
            {problem.detail} What follows is of before.
          </p>
        ) : null}
        {run !== null ? (
          <EdgesView links={links} run={run} order={host.params.order ?? null} setParams={host.setParams} />
        ) : problem === null ? (
          <Skeleton rows={5} label="Loading cascades" />
        ) : (
          <ProblemNotice problem={problem} emptyTitle="No cascade yet" onRetry={retry} />
        )}
      </Panel>
      {run === null ? null : <ScenarioPanel host={host} links={links} run={run} />}
    </div>
  );
}

const notYet = (problem: LoadProblem): LoadProblem =>
  problem.kind === "not-yet"
    ? { kind: "not-yet", detail: "Cascades are computed every six hours, once there is enough history." }
    : problem;
