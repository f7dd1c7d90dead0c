import { Notice, ProblemNotice } from "../../../components/notice.tsx";
import { ShownPart } from "../../../components/shown-part.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import type { Host } from "../../../host/panel.ts";
import type { Filters } from "../filters.ts";
import { ImpactBars } from "../impact-bars.tsx";
import type { LoadedEvents } from "../use-events.ts";
import { EventRow } from "./event-row.tsx";
import { orderEvents } from "./order-stories.ts";

type EventFeedProps = {
  readonly host: Host;
  readonly filters: Filters;
  readonly events: LoadedEvents;
  readonly onMap: ReadonlySet<string>;
  readonly onShow: (event: string) => void;
};

/** Single events, page by page of the server's. */
export function EventFeed({ host, filters, events: loaded, onMap, onShow }: EventFeedProps) {
  const { events, problem, retry } = loaded;
  if (events === null)
    return problem === null ? (
      <Skeleton rows={6} label="Loading events" />
    ) : (
      <ProblemNotice problem={problem} emptyTitle="The events cannot be read now" onRetry={retry} />
    );
  if (events.length === 0)
    return <Notice title="No event is like that">Choose another category or a longer time.</Notice>;
  return (
    <>
      <ShownPart rows={orderEvents(events, filters.sort)} step={25} noun="events that are loaded">
        {(part) => (
          <ol className="world-items" data-testid="events">
            {part.map((event) => (
              <li key={event.id} className="world-item" data-testid={`event-${event.id}`}>
                <div className="world-item-main">
                  <EventRow event={event} nowMs={host.nowMs} />
                  {onMap.has(event.id) ? (
                    <button type="button" className="button button-small world-show" onClick={() => onShow(event.id)}>
                      Show on the map
                    </button>
                  ) : null}
                </div>
                <ImpactBars factors={event.factors} />
              </li>
            ))}
          </ol>
        )}
      </ShownPart>
      <OlderEvents events={loaded} />
    </>
  );
}

/** What of the window was not read yet, and how to. */
export function OlderEvents({
  events: { hasOlder, isLoadingOlder, loadOlder, problem, events },
}: {
  readonly events: LoadedEvents;
}) {
  if (!hasOlder && problem === null) return null;
  return (
    <p className="panel-foot muted world-older">
      {problem === null
        ? `The newest ${events?.length ?? 0} events are loaded; the window has older ones.`
        : problem.detail}{" "}
      {hasOlder ? (
        <button type="button" className="button button-small" disabled={isLoadingOlder} onClick={loadOlder}>
          {isLoadingOlder ? "Loading" : "Load older events"}
        </button>
      ) : null}
    </p>
  );
}
