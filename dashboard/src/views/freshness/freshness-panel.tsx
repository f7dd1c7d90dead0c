import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { useTimes } from "../../components/use-times.ts";
import type { DashboardState } from "../../data/dashboard-state.ts";
import { FreshnessGroup } from "./freshness-group.tsx";
import { describeStates, toneOfStates } from "./freshness-words.ts";

type FreshnessPanelProps = { readonly freshness: DashboardState["freshness"]; readonly onRetry: () => void };

const kinds = ["stage", "source", "signal"] as const;
/** Opened histories are read again once in a window. */
const windowMs = 120_000;

/** How old the newest of everything is against its limits, as the server judged it. */
export function FreshnessPanel({ freshness, onRetry }: FreshnessPanelProps) {
  const { formatClock, formatZone } = useTimes();
  const { data, problem } = freshness;
  const marker = Math.floor((data?.nowMs ?? 0) / windowMs);
  return (
    <Panel
      title="Freshness"
      className="panel-freshness"
      storedAtMs={freshness.storedAtMs}
      aside={
        data === null ? undefined : (
          <span className={toneOfStates(data.readings)} data-testid="freshness-verdict">
            {describeStates(data.readings)}
          </span>
        )
      }
    >
      {data === null ? (
        problem === null ? (
          <Skeleton rows={6} label="Loading the freshness" />
        ) : (
          <ProblemNotice problem={problem} emptyTitle="Nothing was seen yet" onRetry={onRetry} />
        )
      ) : (
        <>
          {data.readings.length === 0 ? (
            <Notice title="Nothing to judge">The pipeline file sets no limit, and no signal was sent yet.</Notice>
          ) : (
            <div className="freshness-groups">
              {kinds.map((kind) => (
                <FreshnessGroup
                  key={kind}
                  kind={kind}
                  readings={data.readings.filter((reading) => reading.kind === kind)}
                  marker={marker}
                  isOpenFirst={kind !== "signal"}
                />
              ))}
            </div>
          )}
          <p className={`panel-foot ${problem === null ? "muted" : "tone-warn"}`}>
            {problem === null
              ? "Ages are by the feed's time. Press a name to see how its age went."
              : `Not renewed since ${formatClock(data.nowMs)} ${formatZone(data.nowMs)}: ${problem.detail}`}
          </p>
        </>
      )}
    </Panel>
  );
}
