import type { ReactNode } from "react";
import { Panel } from "../../../components/panel.tsx";
import type { Host } from "../../../host/panel.ts";
import { type Filters, writeFilters } from "../filters.ts";
import type { LoadedEvents } from "../use-events.ts";
import type { LoadedStories } from "../use-stories.ts";
import { EventFeed } from "./event-feed.tsx";
import { StoryFeed } from "./story-feed.tsx";

type FeedPanelProps = {
  readonly host: Host;
  readonly filters: Filters;
  readonly stories: LoadedStories;
  readonly events: LoadedEvents;
  /** Ids of events that stand on the map. */
  readonly onMap: ReadonlySet<string>;
  readonly onShow: (event: string) => void;
};

/** What is told of the world, as stories or as the single events that they are made of. */
export function FeedPanel({ host, filters, stories, events, onMap, onShow }: FeedPanelProps) {
  const key = [filters.list, filters.category, filters.severityMin, filters.hours, filters.sort].join(" ");
  return (
    <Panel
      title="Feed"
      className="panel-feed"
      storedAtMs={(filters.list === "stories" ? stories : events).storedAtMs}
      aside={
        <fieldset className="segments">
          <legend className="visually-hidden">What the feed lists</legend>
          <ListButton filters={filters} list="stories" setParams={host.setParams}>
            Stories
          </ListButton>
          <ListButton filters={filters} list="events" setParams={host.setParams}>
            Events
          </ListButton>
        </fieldset>
      }
    >
      {filters.list === "stories" ? (
        <StoryFeed key={key} {...{ host, filters, stories, onMap, onShow }} />
      ) : (
        <EventFeed key={key} {...{ host, filters, events, onMap, onShow }} />
      )}
    </Panel>
  );
}

type ListButtonProps = {
  readonly filters: Filters;
  readonly list: Filters["list"];
  readonly setParams: Host["setParams"];
  readonly children: ReactNode;
};

function ListButton({ filters, list, setParams, children }: ListButtonProps) {
  return (
    <button type="button" aria-pressed={filters.list === list} onClick={() => setParams(writeFilters({ list }))}>
      {children}
    </button>
  );
}
