import { type KeyboardEvent, useRef, useState } from "react";
import { isNewAt, MarkShape } from "../mark-shape.tsx";
import type { Mark } from "./group-marks.ts";
import { markWords } from "./mark-words.ts";

type MapMarksProps = {
  readonly marks: readonly Mark[];
  readonly selected: Mark | null;
  readonly nowMs: number;
  readonly onSelect: (mark: Mark) => void;
};

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The marks, the most severe first: one stop of the Tab key, arrows lead from one to the next. */
export function MapMarks({ marks, selected, nowMs, onSelect }: MapMarksProps) {
  const [reached, setReached] = useState<string | null>(null);
  const places = useRef(new Map<string, SVGGElement>());
  const current = marks.find(({ id }) => id === reached) ?? selected ?? marks[0];
  const move = (event: KeyboardEvent, index: number): void => {
    const mark = marks[index];
    if (mark !== undefined && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      onSelect(mark);
    }
    const next = steps[event.key]?.(index, marks.length);
    const target = next === undefined ? undefined : marks[next];
    if (target === undefined) return;
    event.preventDefault();
    setReached(target.id);
    places.current.get(target.id)?.focus();
  };
  // The most severe is drawn last, above the others.
  return marks.toReversed().map((mark) => {
    const index = marks.indexOf(mark);
    const { items, x, y } = mark;
    const [{ event, country }] = items;
    const isSelected = mark.id === selected?.id;
    return (
      // biome-ignore lint/a11y/useSemanticElements: a button of HTML cannot stand in a drawing
      <g
        key={mark.id}
        ref={(element) => {
          if (element === null) places.current.delete(mark.id);
          else places.current.set(mark.id, element);
        }}
        role="button"
        className={isSelected ? "world-mark is-selected" : "world-mark"}
        tabIndex={mark.id === current?.id ? 0 : -1}
        aria-label={markWords(mark, nowMs)}
        aria-pressed={isSelected}
        data-testid="map-mark"
        data-event={event.id}
        transform={`translate(${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10})`}
        onClick={() => onSelect(mark)}
        onFocus={() => setReached(mark.id)}
        onKeyDown={(pressed) => move(pressed, index)}
      >
        <circle className="world-mark-hit" r={12.5} />
        {country === null ? null : <circle className="world-mark-country" r={11} />}
        <MarkShape severity={event.severity} isNew={isNewAt(event.eventTimeMs, nowMs)} />
        {items.length === 1 ? null : (
          <text className="world-mark-count" x={9} y={-6}>
            {items.length}
          </text>
        )}
      </g>
    );
  });
}
