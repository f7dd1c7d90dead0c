import { Notice, ProblemNotice } from "../../../components/notice.tsx";
import { Panel } from "../../../components/panel.tsx";
import { RunAge } from "../../../components/run-age.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import type { Host } from "../../../host/panel.ts";
import { InputList } from "../input-list.tsx";
import { FactorList } from "./factor-list.tsx";

/** The five readings of the world, and what they rest on. */
export function FactorsPanel({ host }: { readonly host: Host }) {
  const { state, nowMs, retry } = host;
  const { data: snapshot, problem } = state.factors;
  return (
    <Panel
      title="Factors"
      className="panel-world-factors"
      storedAtMs={host.state.factors.storedAtMs}
      aside={snapshot === null ? undefined : <RunAge run={snapshot} nowMs={nowMs} />}
    >
      {snapshot !== null ? (
        <>
          {snapshot.factors.length === 0 ? (
            <Notice title="No reading yet">
              No source of events answered, so nothing is known; that does not mean calm.
            </Notice>
          ) : (
            <>
              <p className="muted world-hint">
                From −1 to +1; below zero is the bad direction. Press one for what weighs on it.
              </p>
              <FactorList host={host} factors={snapshot.factors} mark={snapshot.asOfMs} />
            </>
          )}
          <InputList
            missingInputs={snapshot.missingInputs}
            staleInputs={snapshot.staleInputs}
            sources={state.world.data?.sources ?? []}
          />
        </>
      ) : problem === null ? (
        <Skeleton rows={5} label="Loading factors" />
      ) : (
        <ProblemNotice problem={problem} emptyTitle="No reading yet" onRetry={retry} />
      )}
    </Panel>
  );
}
