import { useTimes } from "../../../components/use-times.ts";
import { formatAge } from "../../../format/format-time.ts";
import type { StoredEvent } from "../answers.ts";
import { placeWords } from "../map/place-words.ts";
import { isNewAt, MarkIcon } from "../mark-shape.tsx";
import { EvidenceLink } from "./evidence-link.tsx";
import { levelOf } from "./story-words.ts";

type EventRowProps = { readonly event: StoredEvent; readonly nowMs: number; readonly hasCategory?: boolean };

/** One event: its headline, who published it and when, until when it counts, where it happened, and where it is told. */
export function EventRow({ event, nowMs, hasCategory = true }: EventRowProps) {
  const { formatMoment, formatZone } = useTimes();
  const { title, category, severity, publisherFamily, source, publishedAtMs, eventTimeMs, expiresAtMs } = event;
  const isOver = expiresAtMs <= nowMs;
  return (
    <div className="world-event">
      <p className={title === null ? "world-title muted" : "world-title"}>
        <MarkIcon severity={severity} isNew={isNewAt(eventTimeMs, nowMs)} />
        {title ?? "Its headline is no longer kept: the licence has ended."}
      </p>
      <p className="world-meta">
        {hasCategory ? <span className="world-category">{category}</span> : null}
        <span className="number">
          {levelOf(severity)} {severity.toFixed(2)}
        </span>
        <span className="number">{formatAge(nowMs - eventTimeMs)} old</span>
        <span>{publisherFamily === source ? source : `${publisherFamily} (${source})`}</span>
        <span>{placeWords(event)}</span>
        <EvidenceLink url={event.evidenceUrl} />
      </p>
      <p className="world-meta number">
        <span>
          published {formatMoment(publishedAtMs)} {formatZone(publishedAtMs)}
        </span>
        <span>
          {isOver ? "expired" : "expires"} {formatMoment(expiresAtMs)} {formatZone(expiresAtMs)}
        </span>
      </p>
    </div>
  );
}
