import { useId } from "react";
import type { DraftFault } from "../draft/check-draft.ts";
import { findJsonMistake } from "../draft/json-mistake.ts";

type JsonViewProps = {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly faults: readonly DraftFault[];
  /** The text is none, and the form was changed beside it: what the form says. */
  readonly onTakeForm: () => void;
};

/** The whole trigger as JSON. */
export function JsonView({ text, onText, faults, onTakeForm }: JsonViewProps) {
  const id = useId();
  const mistake = findJsonMistake(text);
  const isWrong = mistake !== null || faults.length > 0;
  const lines = text.split("\n").length;
  return (
    <div className="form-field">
      <label htmlFor={id}>The trigger as JSON</label>
      <textarea
        id={id}
        className="field tr-json"
        data-testid="trigger-json"
        value={text}
        rows={Math.min(32, Math.max(10, lines + 1))}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-invalid={isWrong || undefined}
        aria-describedby={`${id}-fault`}
        onChange={({ target }) => onText(target.value)}
      />
      <div id={`${id}-fault`} aria-live="polite">
        {mistake === null ? (
          <ul className="tr-faults">
            {faults.map(({ field, message, error }) => (
              <li key={`${field} ${message}`} className="form-fault">
                <code>{field}</code>
                {error === null ? "" : ` at character ${error.position + 1}`}: {message}
                {error?.suggestion == null ? "" : `; did you mean ${error.suggestion}?`}
              </li>
            ))}
          </ul>
        ) : (
          <p className="form-fault" data-testid="json-mistake">
            Line {mistake.line}, column {mistake.column}: {mistake.message}. The form has what was there before.{" "}
            <button type="button" className="button button-small" onClick={onTakeForm}>
              Take what the form has
            </button>
          </p>
        )}
      </div>
    </div>
  );
}
