import { useTimes } from "../../../components/use-times.ts";
import { joinWords } from "../../../format/join-words.ts";
import { groupMarks, type Mark } from "./marks.ts";

type MarkStripProps = {
  readonly marks: readonly Mark[];
  /** Where a moment stands on the axis; null before the axis is known. */
  readonly placeOf: ((atMs: number) => number | null) | null;
  readonly openMark: string | null;
  readonly onOpen: (id: string | null) => void;
  readonly rangeLabel: string;
};

/** Wide enough for a finger to find one and not the next. */
const markPx = 26;
const shapes: Readonly<Record<Mark["kind"], string>> = {
  story: "M8 3 13 8 8 13 3 8Z",
  fire: "M8 2 14 13H2Z",
  cast: "M3 3H13V13H3Z",
};
const nouns: Readonly<Record<Mark["kind"], readonly [string, string]>> = {
  story: ["story", "stories"],
  fire: ["fire", "fires"],
  cast: ["cast", "casts"],
};
const kinds = ["fire", "cast", "story"] as const;

/** What happened, along the time axis: each mark is a button that tells what it was. */
export function MarkStrip({ marks, placeOf, openMark, onOpen, rangeLabel }: MarkStripProps) {
  const { formatMoment, formatZone } = useTimes();
  if (marks.length === 0) return <p className="mk-strip-none muted">No story, fire or cast within {rangeLabel}.</p>;
  const groups = placeOf === null ? [] : groupMarks(marks, placeOf, markPx);
  if (placeOf !== null && groups.length === 0) {
    return (
      <p className="mk-strip-none muted">What happened within {rangeLabel} has no bar in sight: it is told below.</p>
    );
  }
  return (
    <ul className="mk-strip" aria-label="What happened, along the time axis" data-testid="mark-strip">
      {groups.map(({ x, marks: group }) => {
        const [first] = group;
        if (first === undefined) return null;
        const isOpen = group.some(({ id }) => id === openMark);
        const kind = kinds.find((each) => group.some((mark) => mark.kind === each)) ?? "story";
        return (
          <li key={first.id} style={{ left: Math.round(x - markPx / 2) }}>
            <button
              type="button"
              className={`mk-mark mk-mark-${kind}`}
              aria-expanded={isOpen}
              aria-label={`${group.length === 1 ? "" : `${group.length} happenings: `}${countWords(group)}, ${formatMoment(first.atMs)} ${formatZone(first.atMs)}`}
              title={group.length === 1 ? first.title : countWords(group)}
              onClick={() => onOpen(isOpen ? null : (group.find((mark) => mark.kind === kind) ?? first).id)}
            >
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d={shapes[kind]} />
              </svg>
              {group.length === 1 ? null : (
                <span className="number" aria-hidden="true">
                  {group.length}
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** `1 fire and 3 stories`. */
function countWords(marks: readonly Mark[]): string {
  const counts = kinds.flatMap((kind) => {
    const count = marks.filter((mark) => mark.kind === kind).length;
    return count === 0 ? [] : [`${count} ${nouns[kind][count === 1 ? 0 : 1]}`];
  });
  return joinWords(counts);
}
