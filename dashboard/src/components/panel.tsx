import { type ReactNode, useId } from "react";
import { StoredMark } from "./stored-mark.tsx";

type PanelProps = {
  readonly title: string;
  readonly aside?: ReactNode;
  /** Where what it shows is the last that this browser keeps: since when. It is marked as such. */
  readonly storedAtMs?: number | undefined;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A titled section of the page. */
export function Panel({ title, aside, storedAtMs, className, children }: PanelProps) {
  const headingId = useId();
  return (
    <section className={`panel ${className ?? ""}`} aria-labelledby={headingId}>
      <header className="panel-head">
        <h2 id={headingId}>{title}</h2>
        {aside === undefined && storedAtMs === undefined ? null : (
          <div className="panel-aside">
            <StoredMark storedAtMs={storedAtMs} /> {aside}
          </div>
        )}
      </header>
      {children}
    </section>
  );
}
