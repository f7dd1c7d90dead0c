import type { SqlError } from "../query/describe-error.ts";

type ErrorBoxProps = {
  readonly error: SqlError;
  /** False: the text has changed since. */
  readonly isCurrent: boolean;
  readonly onReplace: (typed: string, name: string) => void;
  readonly onLoadDataset: (name: string) => void;
};

/** What is wrong with a query, where, and what may have been meant. */
export function ErrorBox({ error, isCurrent, onReplace, onLoadDataset }: ErrorBoxProps) {
  const { title, detail, place, suggestion, missingDataset } = error;
  return (
    <div className="data-error" role="alert" id="sql-error" data-testid="sql-error">
      <p className="data-error-title">
        {title}
        {place === null ? null : (
          <span className="number">
            {" "}
            · line {place.line}, column {place.column}
          </span>
        )}
      </p>
      {place === null ? null : (
        <pre>
          {place.text}
          {"\n"}
          <span aria-hidden="true">{caretUnder(place.text, place.column)}</span>
        </pre>
      )}
      <p className="breakable">{detail}</p>
      {isCurrent && suggestion !== null ? (
        <button type="button" className="button" onClick={() => onReplace(suggestion.typed, suggestion.name)}>
          Did you mean <code>{suggestion.name}</code>?
        </button>
      ) : null}
      {isCurrent && missingDataset !== null ? (
        <button type="button" className="button" onClick={() => onLoadDataset(missingDataset)}>
          Load {missingDataset} and run
        </button>
      ) : null}
    </div>
  );
}

/** Tabs stay tabs, so that the caret stands under its character. */
const caretUnder = (text: string, column: number): string => `${text.slice(0, column - 1).replace(/[^\t]/g, " ")}^`;
