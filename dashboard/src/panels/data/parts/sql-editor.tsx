import { type RefObject, useRef } from "react";

type SqlEditorProps = {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly editor: RefObject<HTMLTextAreaElement | null>;
  readonly errorLine: number | null;
  readonly onRun: () => void;
};

const leastLines = 8;
const mostLines = 20;

/** A text field with numbered lines. Tab leaves it, as it leaves any field. */
export function SqlEditor({ text, onText, editor, errorLine, onRun }: SqlEditorProps) {
  const gutter = useRef<HTMLOListElement>(null);
  const lines = text.split("\n").length;
  return (
    <div className="data-editor">
      <ol className="data-gutter" ref={gutter} aria-hidden="true">
        {Array.from({ length: lines }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line's number is what it is
          <li key={index} className={errorLine === index + 1 ? "is-wrong" : undefined}>
            {index + 1}
          </li>
        ))}
      </ol>
      <textarea
        ref={editor}
        aria-label="SQL"
        data-testid="sql"
        value={text}
        rows={Math.min(mostLines, Math.max(leastLines, lines))}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-invalid={errorLine === null ? undefined : true}
        aria-errormessage={errorLine === null ? undefined : "sql-error"}
        onChange={({ target }) => onText(target.value)}
        onScroll={({ currentTarget }) => {
          if (gutter.current !== null) gutter.current.scrollTop = currentTarget.scrollTop;
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          onRun();
        }}
      />
    </div>
  );
}
