import { levelOf } from "./feed/story-words.ts";

const shapes = {
  mild: <circle r={4} />,
  strong: <path d="M0 -6.5L6.5 0L0 6.5L-6.5 0Z" />,
  severe: <path d="M0 -9L8.5 6.5H-8.5Z" />,
} as const;

/** A severity as a shape: round and small, a diamond, a large triangle. Filled while it is news. */
export function MarkShape({ severity, isNew }: { readonly severity: number; readonly isNew: boolean }) {
  const level = levelOf(severity);
  return <g className={`world-mark-shape world-mark-${level} ${isNew ? "is-new" : "is-old"}`}>{shapes[level]}</g>;
}

/** The shape by itself, in a line of text. */
export function MarkIcon(props: { readonly severity: number; readonly isNew: boolean }) {
  return (
    <svg className="world-mark-icon" viewBox="-10 -10 20 20" aria-hidden="true">
      <MarkShape {...props} />
    </svg>
  );
}

/** Until then an event counts as new, by the feed's time. */
export const newForMs = 6 * 3_600_000;
export const isNewAt = (atMs: number, nowMs: number): boolean => nowMs - atMs <= newForMs;
