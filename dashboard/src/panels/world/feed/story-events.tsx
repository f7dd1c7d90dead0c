import { Notice, ProblemNotice } from "../../../components/notice.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { EventsPage } from "../answers.ts";
import { EventRow } from "./event-row.tsx";

/** As far back as the server reads. */
const minutes = 90 * 24 * 60;

type StoryEventsProps = { readonly host: Host; readonly story: string; readonly mark: number };

/** The events that a story is told by, each with its link. */
export function StoryEvents({ host, story, mark }: StoryEventsProps) {
  const path = `/v1/events?${new URLSearchParams({ story, minutes: String(minutes), limit: "100" })}`;
  const { data, problem, retry } = useLoaded(host.load, path, EventsPage, mark);
  if (data === null)
    return problem === null ? (
      <Skeleton rows={2} label="Loading the events" />
    ) : (
      <ProblemNotice problem={problem} emptyTitle="The events cannot be read now" onRetry={retry} />
    );
  if (data.events.length === 0)
    return <Notice title="Its events are not stored yet">They follow within a moment.</Notice>;
  return (
    <ul className="world-events">
      {data.events.map((event) => (
        <li key={event.id} data-testid={`story-event-${event.id}`}>
          <EventRow event={event} nowMs={host.nowMs} hasCategory={false} />
        </li>
      ))}
    </ul>
  );
}
