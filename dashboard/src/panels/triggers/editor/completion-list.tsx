import { useEffect, useRef } from "react";
import type { Completion, Option } from "../condition/complete.ts";

const kindWords = { signal: "signal", function: "function", window: "window", operator: "sign", name: "name" } as const;

type CompletionListProps = {
  readonly id: string;
  readonly completion: Completion;
  readonly active: number;
  readonly onChoose: (option: Option) => void;
};

/** What may be written at the caret. The focus stays in the field. */
export function CompletionList({ id, completion, active, onChoose }: CompletionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div className="tr-completion">
      <div ref={list} id={id} className="tr-options" role="listbox" aria-label="What may stand here">
        {completion.options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <div
            key={`${option.kind} ${option.label}`}
            id={`${id}-${index}`}
            className="tr-option"
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(option)}
          >
            <code>{option.label}</code>
            <span className="tr-option-detail">{option.detail}</span>
            <span className="tr-option-kind">{kindWords[option.kind]}</span>
          </div>
        ))}
      </div>
      <p className="tr-completion-foot">
        <kbd>↑</kbd> <kbd>↓</kbd> choose, <kbd>Enter</kbd> or <kbd>Tab</kbd> take, <kbd>Esc</kbd> shut
      </p>
    </div>
  );
}
