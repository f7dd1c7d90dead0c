import { titleOf } from "../draft/draft.ts";
import { type DraftEntry, isChanged } from "../draft/use-drafts.ts";

type DraftListProps = {
  readonly entries: readonly DraftEntry[];
  readonly onOpen: (key: string) => void;
  readonly onDrop: (key: string) => void;
};

/** What is written and not saved. */
export function DraftList({ entries, onOpen, onDrop }: DraftListProps) {
  const kept = entries.filter(isChanged);
  if (kept.length === 0) return null;
  return (
    <ul className="tr-drafts" data-testid="drafts">
      {kept.map((entry) => (
        <li key={entry.key}>
          <span>
            <span className="muted">{entry.origin === null ? "Not saved:" : `Not saved, of ${entry.origin}:`}</span>{" "}
            <strong>{titleOf(entry.draft)}</strong>
          </span>
          <span className="tr-buttons">
            <button type="button" className="button" onClick={() => onOpen(entry.key)}>
              Go on<span className="visually-hidden"> with {titleOf(entry.draft)}</span>
            </button>
            <button type="button" className="button" onClick={() => onDrop(entry.key)}>
              Discard<span className="visually-hidden"> {titleOf(entry.draft)}</span>
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}
