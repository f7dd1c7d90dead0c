import { useMemo } from "react";
import { ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import type { PanelProps } from "../../host/panel.ts";
import { AnomaliesPanel } from "./anomalies-panel.tsx";
import { FactorsPanel } from "./factors/factors-panel.tsx";
import { FeedPanel } from "./feed/feed-panel.tsx";
import { FilterBar } from "./feed/filter-bar.tsx";
import { readFilters } from "./filters.ts";
import { MapPanel } from "./map/map-panel.tsx";
import { placeEvents } from "./map/place-events.ts";
import { MarketsPanel } from "./markets/markets-panel.tsx";
import { RelationsPanel } from "./relations-panel.tsx";
import { useEvents } from "./use-events.ts";
import { useStories } from "./use-stories.ts";
import "../../components/number-table.css";
import "./world.css";
import "./world-feed.css";
import "./world-map.css";

/** What happens in the world, where, who says so, and what it does to the five factors. */
export default function WorldPage({ host }: PanelProps) {
  const { state, params, load, setParams } = host;
  const { data: world, problem } = state.world;
  const { filters, unknown } = useMemo(() => readFilters(params), [params]);
  const mark = world?.asOfMs ?? 0;
  const events = useEvents(load, filters, mark);
  const stories = useStories(load, filters.hours, state.world);
  const places = useMemo(() => placeEvents(events.events ?? []), [events.events]);
  const onMap = useMemo(() => new Set(places.placed.map(({ event }) => event.id)), [places]);
  const show = (event: string): void => {
    setParams({ at: event });
    document.querySelector(".panel-map")?.scrollIntoView({ block: "start" });
  };
  return (
    <div className="single world-page">
      <FilterBar filters={filters} unknown={unknown} setParams={setParams} />
      {world === null ? (
        <Panel title="World" className="world-wide">
          {problem === null ? (
            <Skeleton rows={3} label="Loading the world" />
          ) : (
            <ProblemNotice problem={problem} emptyTitle="The world was not read yet" onRetry={host.retry} />
          )}
        </Panel>
      ) : problem === null ? null : (
        <p className="inline-problem world-wide" role="status">
          {problem.detail} What follows was read before.
        </p>
      )}
      <div className="world-main">
        <MapPanel host={host} filters={filters} events={events} places={places} />
        <FeedPanel {...{ host, filters, stories, events, onMap }} onShow={show} />
      </div>
      <div className="world-side">
        <FactorsPanel host={host} />
        {world === null ? null : (
          <>
            <MarketsPanel host={host} world={world} />
            <AnomaliesPanel anomalies={world.anomalies} storedAtMs={state.world.storedAtMs} />
          </>
        )}
        <RelationsPanel host={host} mark={mark} />
      </div>
    </div>
  );
}
