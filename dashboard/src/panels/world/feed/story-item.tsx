import { useState } from "react";
import { useTimes } from "../../../components/use-times.ts";
import { formatAge } from "../../../format/format-time.ts";
import type { Host } from "../../../host/panel.ts";
import { ImpactBars } from "../impact-bars.tsx";
import { isNewAt, MarkIcon } from "../mark-shape.tsx";
import type { FeedStory } from "./order-stories.ts";
import { StoryEvents } from "./story-events.tsx";
import { corroborationWords, levelOf, lineageWords } from "./story-words.ts";

type StoryItemProps = {
  readonly host: Host;
  readonly item: FeedStory;
  readonly mark: number;
  /** Named by the link that led here. */
  readonly isLinked: boolean;
  /** The event by which the map shows it; null where it is not on the map. */
  readonly mapEvent: string | null;
  readonly onShow: (event: string) => void;
};

/** One story: what happened, how many tell it independently, what it says of the factors, where it comes from. */
export function StoryItem({ host, item: { story, absorbed }, isLinked, mark, mapEvent, onShow }: StoryItemProps) {
  const { formatMoment, formatZone } = useTimes();
  const [isOpen, setOpen] = useState(false);
  const { nowMs } = host;
  const { id, title, category, publisherFamilies, severity, firstPublishedMs, lastPublishedMs, expiresAtMs } = story;
  const isOver = expiresAtMs <= nowMs;
  return (
    <li className="world-item" data-testid={`story-${id}`} data-state={story.state}>
      <div className="world-item-main">
        {isLinked ? <p className="world-linked">The story of this link</p> : null}
        <p className={title === null ? "world-title muted" : "world-title"}>
          <MarkIcon severity={severity} isNew={isNewAt(firstPublishedMs, nowMs)} />
          {title ?? "Its headline is no longer kept: the licence has ended."}
        </p>
        <p className="world-meta">
          <span className="world-category">{category}</span>
          <span className="number">
            {levelOf(severity)} {severity.toFixed(2)}
          </span>
          <span className="number">{formatAge(nowMs - firstPublishedMs)} old</span>
          <span>
            {corroborationWords(publisherFamilies)}: {publisherFamilies.join(", ")}
          </span>
        </p>
        <p className="world-meta number">
          <span>published {formatMoment(firstPublishedMs)}</span>
          {lastPublishedMs === firstPublishedMs ? null : <span>last {formatMoment(lastPublishedMs)}</span>}
          <span>
            {isOver ? "expired" : "expires"} {formatMoment(expiresAtMs)} {formatZone(expiresAtMs)}
          </span>
        </p>
        {lineageWords(story, absorbed.length).map((words) => (
          <p key={words} className="world-lineage">
            {words}
          </p>
        ))}
        <div className="world-acts">
          <details className="world-evidence" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
            <summary>
              {story.eventIds.length === 1 ? "Its event" : `Its ${story.eventIds.length} events`}, with evidence
            </summary>
            {isOpen ? <StoryEvents host={host} story={id} mark={mark} /> : null}
            {isOpen && absorbed.length > 0 ? (
              <ul className="world-absorbed">
                {absorbed.map((other) => (
                  <li key={other.id}>
                    Became a part of it: {other.title ?? "a story whose headline is no longer kept"}{" "}
                    <span className="muted">({other.publisherFamilies.join(", ")})</span>
                  </li>
                ))}
              </ul>
            ) : null}
          </details>
          {mapEvent === null ? null : (
            <button type="button" className="button button-small world-show" onClick={() => onShow(mapEvent)}>
              Show on the map
            </button>
          )}
        </div>
      </div>
      <ImpactBars factors={story.factors} />
    </li>
  );
}
