import { type ReactNode, useState } from "react";

/** The first of many rows, and a button for the next ones: a page never makes a thousand rows at once. */
export function ShownPart<T>({
  rows,
  step,
  noun,
  children,
}: {
  readonly rows: readonly T[];
  readonly step: number;
  /** What the rows are, in the plural. */
  readonly noun: string;
  readonly children: (shown: readonly T[]) => ReactNode;
}) {
  const [count, setCount] = useState(step);
  const left = rows.length - count;
  return (
    <>
      {children(rows.slice(0, count))}
      {left > 0 ? (
        <button type="button" className="button button-small shown-more" onClick={() => setCount(count + step)}>
          Show {Math.min(step, left)} more of {rows.length} {noun}
        </button>
      ) : null}
    </>
  );
}
