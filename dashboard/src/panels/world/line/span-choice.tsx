import type { Host } from "../../../host/panel.ts";

export const spans = [
  { hours: 24, label: "24 h", words: "the last 24 hours" },
  { hours: 168, label: "7 d", words: "the last 7 days" },
  { hours: 720, label: "30 d", words: "the last 30 days" },
] as const;
export type Span = (typeof spans)[number];

/** How far back histories go, as the address says. */
export const readSpan = (text: string | undefined): Span =>
  spans.find(({ hours }) => String(hours) === text) ?? spans[0];

export function SpanChoice({ span, setParams }: { readonly span: Span; readonly setParams: Host["setParams"] }) {
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">How far back</legend>
      {spans.map((choice) => (
        <button
          key={choice.hours}
          type="button"
          aria-pressed={choice === span}
          onClick={() => setParams({ span: choice === spans[0] ? null : String(choice.hours) })}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  );
}
