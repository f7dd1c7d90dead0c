import { type ReactNode, useId, useRef } from "react";
import { compileCondition } from "../../../../../conditions/compile-condition.ts";
import { applySuggestion, errorRange } from "../condition/error-range.ts";
import type { DraftFault } from "../draft/check-draft.ts";
import type { Known } from "../known-signals.ts";
import { CompletionList } from "./completion-list.tsx";
import { ConditionMirror } from "./condition-mirror.tsx";
import { replaceText } from "./replace-text.ts";
import { useCompletion } from "./use-completion.ts";

type ConditionFieldProps = {
  readonly label: string;
  readonly hint: ReactNode;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly fault: DraftFault | null;
  readonly known: Known | null;
  readonly placeholder: string;
};

/** A condition: completed while it is written, and told where it is wrong, in the words of the vault. */
export function ConditionField({ label, hint, value, onChange, fault, known, placeholder }: ConditionFieldProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const completing = useCompletion(field, known, onChange);
  const { offered, active } = completing;
  const error = fault?.error ?? null;
  const mended =
    error === null || known === null
      ? null
      : applySuggestion(value, error, (text) => {
          const compiled = compileCondition(text, known);
          return compiled.ok ? null : compiled.error;
        });
  const mend = (): void => {
    if (mended === null || field.current === null) return;
    replaceText(field.current, { from: 0, to: value.length }, mended.text, onChange);
    field.current.setSelectionRange(mended.caret, mended.caret);
    completing.shut();
  };
  const [hintId, faultId, listId] = [`${id}-hint`, `${id}-fault`, `${id}-list`];
  return (
    <div className="form-field tr-condition">
      <label htmlFor={id}>{label}</label>
      <div className="tr-code">
        <ConditionMirror text={value} wrong={error === null ? null : errorRange(value, error)} />
        <textarea
          ref={field}
          id={id}
          className="field"
          value={value}
          rows={1}
          placeholder={placeholder}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          role="combobox"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-expanded={offered !== null}
          aria-controls={offered === null ? undefined : listId}
          aria-activedescendant={offered === null ? undefined : `${listId}-${active}`}
          aria-invalid={fault === null ? undefined : true}
          aria-describedby={fault === null ? hintId : `${faultId} ${hintId}`}
          onChange={({ target }) => {
            onChange(target.value);
            completing.onTyped(target.value, target.selectionStart);
          }}
          onKeyDown={completing.onKeyDown}
          onBlur={completing.shut}
          onClick={completing.shut}
        />
        {offered === null ? null : (
          <CompletionList id={listId} completion={offered} active={active} onChoose={completing.accept} />
        )}
      </div>
      {fault === null ? null : (
        <p className="form-fault" id={faultId} data-testid={`fault-${fault.field}`}>
          {error === null ? "" : `At character ${error.position + 1}: `}
          {fault.message}
          {error?.suggestion == null ? null : (
            <>
              ; did you mean{" "}
              {mended === null ? (
                <code>{error.suggestion}</code>
              ) : (
                <button type="button" className="button button-small tr-mend" onClick={mend}>
                  <code>{error.suggestion}</code>
                </button>
              )}
              ?
            </>
          )}
        </p>
      )}
      <p className="form-hint" id={hintId}>
        {hint}
      </p>
    </div>
  );
}
