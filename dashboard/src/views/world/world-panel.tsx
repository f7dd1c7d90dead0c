import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import type { DashboardState } from "../../data/dashboard-state.ts";
import { formatAge } from "../../format/format-time.ts";
import { AnomalyTable } from "./anomaly-table.tsx";
import { InputList } from "./input-list.tsx";
import { MarketTable } from "./market-table.tsx";
import { StoryTable } from "./story-table.tsx";

type WorldPanelProps = {
  readonly world: DashboardState["world"];
  readonly nowMs: number;
  readonly onRetry: () => void;
};

/** What is told of the world: stories, prediction markets, what is unusual, and what the reading lacks. */
export function WorldPanel({ world, nowMs, onRetry }: WorldPanelProps) {
  const { data, problem } = world;
  const isExpired = data !== null && nowMs > data.validUntilMs;
  return (
    <Panel
      title="World"
      className="panel-world"
      aside={
        data === null ? undefined : (
          <span className={isExpired ? "tone-warn" : "muted"}>
            {isExpired ? "expired, " : ""}
            {formatAge(nowMs - data.asOfMs)} old
          </span>
        )
      }
    >
      {data === null ? (
        problem === null ? (
          <Skeleton rows={6} label="Loading the world" />
        ) : (
          <ProblemNotice problem={problem} emptyTitle="The world was not read yet" onRetry={onRetry} />
        )
      ) : (
        <>
          <InputList {...data} />
          {data.stories.length === 0 ? (
            <Notice title="No story">
              {data.factors.length === 0
                ? "No source of events answered, so nothing is known; that does not mean calm."
                : "The sources tell of nothing that counts now."}
            </Notice>
          ) : (
            <StoryTable stories={data.stories} nowMs={nowMs} />
          )}
          {data.markets.length === 0 ? null : <MarketTable markets={data.markets} nowMs={nowMs} />}
          <AnomalyTable anomalies={data.anomalies} />
        </>
      )}
    </Panel>
  );
}
