import type { FactorReading } from "../../../../../contracts/factor-reading.ts";
import { useTimes } from "../../../components/use-times.ts";
import { formatSigned } from "../../../format/format-number.ts";
import type { FactorPoint } from "../answers.ts";
import { Past } from "../line/past.tsx";
import type { Span } from "../line/span-choice.tsx";
import { explainChange } from "./explain-change.ts";
import { movedWords, shareWords } from "./factor-words.ts";

type FactorPastProps = {
  readonly factor: string;
  readonly points: readonly FactorPoint[];
  readonly span: Span;
  /** Headlines of now: those of events that no longer weigh are not kept with the factor. */
  readonly evidence: FactorReading["evidence"];
};

const shownMax = 6;

/** A factor's readings over a time, and which events made the difference between the first and the last. */
export function FactorPast({ factor, points, span, evidence }: FactorPastProps) {
  const { formatMoment, formatZone } = useTimes();
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return <p className="muted">No reading of {span.words} is stored.</p>;
  const titles = new Map(evidence.map(({ eventId, title }) => [eventId, title]));
  const changes = first === last ? [] : explainChange(first, last);
  return (
    <>
      <p data-testid="factor-moved">
        {first === last ? "One reading is stored as yet." : movedWords(first.value, last.value, span.words)}
      </p>
      <Past
        points={points}
        momentOf={({ asOfMs }) => asOfMs}
        readingOf={({ value }) => value}
        format={formatSigned}
        least={0.2}
        label={`${factor} over ${span.words}`}
        testId="factor-line"
        heads={["As of", "Reading", "Events"]}
        otherOf={({ evidence: behind }) => String(behind.length)}
      >
        {changes.length === 0 ? null : (
          <>
            <p className="muted">What made the difference:</p>
            <ul className="world-changes" data-testid="factor-changes">
              {changes.slice(0, shownMax).map((change) => (
                <li key={change.eventId}>
                  <span className="number">{shareWords(change)}</span>{" "}
                  {titles.get(change.eventId) ?? (
                    <span className="muted">
                      an event of {formatMoment(change.eventTimeMs)} {formatZone(change.eventTimeMs)} that weighs no
                      more
                    </span>
                  )}
                </li>
              ))}
            </ul>
            {changes.length > shownMax ? (
              <p className="muted">And {changes.length - shownMax} smaller changes.</p>
            ) : null}
          </>
        )}
      </Past>
    </>
  );
}
