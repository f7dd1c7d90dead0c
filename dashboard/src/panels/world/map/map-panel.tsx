import { useMemo } from "react";
import { ProblemNotice } from "../../../components/notice.tsx";
import { Panel } from "../../../components/panel.tsx";
import { ShownPart } from "../../../components/shown-part.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import type { Host } from "../../../host/panel.ts";
import { OlderEvents } from "../feed/event-feed.tsx";
import { EventRow } from "../feed/event-row.tsx";
import { orderEvents } from "../feed/order-stories.ts";
import type { Filters } from "../filters.ts";
import type { LoadedEvents } from "../use-events.ts";
import { MapLegend } from "./map-legend.tsx";
import { readView, writeView } from "./map-view.ts";
import type { PlacedEvents } from "./place-events.ts";
import { WorldMap } from "./world-map.tsx";

type MapPanelProps = {
  readonly host: Host;
  readonly filters: Filters;
  readonly events: LoadedEvents;
  readonly places: PlacedEvents;
};

/** Where it happens; under the map what was chosen on it, and what has no place. */
export function MapPanel({ host, filters, events: loaded, places }: MapPanelProps) {
  const { events, problem, storedAtMs, retry } = loaded;
  const { placed, placeless } = places;
  const chosen = host.params.at ?? null;
  const view = useMemo(() => readView(host.params.map), [host.params.map]);
  const chosenEvents = useMemo(() => eventsAt(places, chosen), [places, chosen]);
  const { setParams } = host;
  if (events === null)
    return (
      <Panel title="Where" className="panel-map">
        {problem === null ? (
          <Skeleton rows={8} label="Loading events" />
        ) : (
          <ProblemNotice problem={problem} emptyTitle="The events cannot be read now" onRetry={retry} />
        )}
      </Panel>
    );
  return (
    <Panel
      title="Where"
      className="panel-map"
      storedAtMs={storedAtMs}
      aside={
        <span className="muted number" data-testid="map-count">
          {events.length - placeless.length} of {events.length} events have a place
        </span>
      }
    >
      <WorldMap
        load={host.load}
        placed={placed}
        nowMs={host.nowMs}
        view={view}
        onView={(next) => setParams({ map: writeView(next) })}
        chosen={chosen}
        onChoose={({ items }) => {
          const isChosen = items.some(({ event }) => event.id === chosen);
          setParams({ at: isChosen ? null : items[0].event.id });
        }}
      />
      <MapLegend />
      <div aria-live="polite">
        {chosen === null ? null : (
          <section className="world-chosen" aria-label="Chosen on the map" data-testid="map-chosen">
            <header className="world-chosen-head">
              <h3>Chosen on the map</h3>
              <button type="button" className="button button-small" onClick={() => setParams({ at: null })}>
                Choose none
              </button>
            </header>
            {chosenEvents.length === 0 ? (
              <p className="muted">The event of this link is not among those that the filters choose.</p>
            ) : (
              <ul className="world-events">
                {chosenEvents.map((event) => (
                  <li key={event.id}>
                    <EventRow event={event} nowMs={host.nowMs} />
                  </li>
                ))}
              </ul>
            )}
          </section>
        )}
      </div>
      {placeless.length === 0 ? null : (
        <details className="world-placeless" data-testid="placeless">
          <summary>
            {placeless.length} {placeless.length === 1 ? "event has" : "events have"} no place, or a country that the
            map does not know
          </summary>
          <ShownPart rows={orderEvents(placeless, filters.sort)} step={20} noun="events without a place">
            {(part) => (
              <ul className="world-events">
                {part.map((event) => (
                  <li key={event.id}>
                    <EventRow event={event} nowMs={host.nowMs} />
                  </li>
                ))}
              </ul>
            )}
          </ShownPart>
        </details>
      )}
      <OlderEvents events={loaded} />
    </Panel>
  );
}

/** The chosen event, and what happened at the same point or in the same country. */
function eventsAt({ placed }: PlacedEvents, chosen: string | null) {
  const own = placed.filter(({ event }) => event.id === chosen);
  const near = placed.filter((item) =>
    own.some(({ lon, lat }) => Math.abs(item.lon - lon) < 0.05 && Math.abs(item.lat - lat) < 0.05),
  );
  return [...new Set([...own, ...near].map(({ event }) => event))];
}
