import { type ReactNode, useState } from "react";
import "./table-twin.css";

/** What a chart shows, as a table under it; made only while it is open. */
export function TableTwin({
  summary = "As a table",
  children,
}: {
  readonly summary?: string;
  readonly children: () => ReactNode;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="table-twin" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen ? children() : null}
    </details>
  );
}
