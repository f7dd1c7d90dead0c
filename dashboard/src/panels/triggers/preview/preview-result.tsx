import type { TriggerPreview } from "../../../../../contracts/trigger-preview.ts";
import { TableTwin } from "../../../components/table-twin.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatCount } from "../../../format/format-count.ts";
import { LeafGauge } from "../../../views/vault/leaf-gauge.tsx";
import { ChartKey } from "./chart-key.tsx";
import { CourseChart } from "./course-chart.tsx";
import { CourseTable } from "./course-table.tsx";
import { MomentTable } from "./moment-table.tsx";

type PreviewResultProps = {
  readonly preview: TriggerPreview;
  /** Of what stands in the fields now; else of before. */
  readonly isPresent: boolean;
  readonly showsNow: boolean;
  readonly onAgain: () => void;
};

/** A preview in a sentence, in numbers, as charts and as tables. */
export function PreviewResult({ preview, isPresent, showsNow, onAgain }: PreviewResultProps) {
  const { formatMoment, formatZone } = useTimes();
  const { sentence, notes, now, courses, explained, nearest, fires, toMs, evaluations } = preview;
  return (
    <div className={isPresent ? "tr-result" : "tr-result is-old"}>
      <p className="tr-sentence" aria-live="polite">
        <strong data-testid="preview-sentence">It {sentence}.</strong>{" "}
        {isPresent ? null : <span className="tone-warn">Of before your last change.</span>}
      </p>
      {notes.map((note) => (
        <p key={note} className="muted">
          {note}
        </p>
      ))}
      {courses.length === 0 ? null : <ChartKey hasNear={nearest.length > 0} />}
      {courses.map((course, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: comparisons stand in the order of the text
        <CourseChart key={index} course={course} preview={preview} />
      ))}
      {showsNow ? <h3>How far it is now</h3> : null}
      {(showsNow ? now : []).map((leaf, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: comparisons stand in the order of the text
        <LeafGauge key={index} leaf={leaf} hasOwnText={now.length > 1} />
      ))}
      {explained.length === 0 ? null : (
        <MomentTable
          caption={
            fires > explained.length ? `The last ${explained.length} of ${fires} fires, and why` : "Its fires, and why"
          }
          moments={explained.toReversed()}
          testId="preview-fires"
        />
      )}
      {nearest.length === 0 ? null : (
        <MomentTable caption="Where it came near without firing" moments={nearest} testId="preview-nearest" />
      )}
      {courses.length === 0 ? null : (
        <TableTwin summary="The charts as tables">
          {() =>
            courses.map((course, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: comparisons stand in the order of the text
              <CourseTable key={index} course={course} />
            ))
          }
        </TableTwin>
      )}
      <p className="muted tr-foot">
        {formatCount(evaluations)} evaluations by the engine that runs live, up to {formatMoment(toMs)}{" "}
        {formatZone(toMs)}.{" "}
        <button type="button" className="button button-small" onClick={onAgain}>
          Up to now
        </button>
      </p>
    </div>
  );
}
