import type { Range } from "../condition/error-range.ts";

type ConditionMirrorProps = { readonly text: string; readonly wrong: Range | null };

/** The same text behind the field: it gives the field its height, and underlines what is wrong. */
export function ConditionMirror({ text, wrong }: ConditionMirrorProps) {
  const { start, end } = wrong ?? { start: text.length, end: text.length };
  return (
    <div className="tr-mirror" aria-hidden="true">
      {text.slice(0, start)}
      {wrong === null ? null : <span className="tr-wrong">{start === end ? " " : text.slice(start, end)}</span>}
      {text.slice(end)}
      {/* A last empty line has a height only with something in it. */}
      {"\u200b"}
    </div>
  );
}
