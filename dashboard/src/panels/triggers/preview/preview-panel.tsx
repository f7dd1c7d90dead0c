import { Panel } from "../../../components/panel.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { PreviewResult } from "./preview-result.tsx";
import type { Previewing } from "./use-preview.ts";
import { previewDays } from "./use-preview-days.ts";

/** Where it stands in the page. */
export const previewId = "trigger-preview";

type PreviewPanelProps = {
  readonly previewing: Previewing;
  readonly days: number;
  readonly onDays: (days: number) => void;
  /** Why nothing can be asked for now, null where it can. */
  readonly obstacle: string | null;
  /** Whether it tells how far each comparison is now, too. */
  readonly showsNow: boolean;
};

/** What a trigger would have done on the recorded history. */
export function PreviewPanel({ previewing, days, onDays, obstacle, showsNow }: PreviewPanelProps) {
  const { shown, isPresent, isBusy, problem, again } = previewing;
  return (
    <Panel
      title="On the history"
      className="tr-preview"
      aside={
        <fieldset className="segments">
          <legend className="visually-hidden">How far back</legend>
          {previewDays.map((each) => (
            <button key={each} type="button" aria-pressed={each === days} onClick={() => onDays(each)}>
              {each === 1 ? "1 day" : `${each} days`}
            </button>
          ))}
        </fieldset>
      }
    >
      <div id={previewId} aria-busy={isBusy} data-testid="preview" data-state={stateOf(previewing, obstacle)}>
        {isBusy ? <progress className="tr-progress" aria-label="Asking the history" /> : null}
        {obstacle !== null ? (
          <p className="muted">
            {obstacle}
            {shown === null ? "" : " What follows is of before."}
          </p>
        ) : problem !== null ? (
          <div className="inline-problem" role="status">
            <p>
              {problem.detail}
              {shown === null ? "" : " What follows is of before."}
            </p>
            <button type="button" className="button button-small" onClick={again}>
              Ask again
            </button>
          </div>
        ) : null}
        {shown !== null ? (
          <PreviewResult
            preview={shown}
            isPresent={isPresent && obstacle === null}
            showsNow={showsNow}
            onAgain={again}
          />
        ) : isBusy ? (
          <Skeleton rows={5} label="Asking the history" />
        ) : null}
      </div>
    </Panel>
  );
}

function stateOf({ shown, isPresent, isBusy, problem }: Previewing, obstacle: string | null): string {
  if (obstacle !== null) return "waits";
  if (problem !== null) return "problem";
  if (isBusy) return shown === null ? "loading" : "renewing";
  return isPresent ? "present" : "none";
}
