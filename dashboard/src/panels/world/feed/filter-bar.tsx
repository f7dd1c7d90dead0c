import { type ReactNode, useId } from "react";
import { EventCategory } from "../../../../../contracts/event.ts";
import type { Host } from "../../../host/panel.ts";
import { type Filters, severities, windows, writeFilters } from "../filters.ts";

type FilterBarProps = {
  readonly filters: Filters;
  readonly unknown: readonly string[];
  readonly setParams: Host["setParams"];
};

/** What is shown, of the map and of the feed. It stands in the address. */
export function FilterBar({ filters, unknown, setParams }: FilterBarProps) {
  const change = (changes: Partial<Filters>): void => setParams({ ...writeFilters(changes), at: null });
  return (
    <section className="panel world-filters" aria-label="Which events">
      <Choice
        label="Category"
        value={filters.category ?? ""}
        onChange={(value) => change({ category: EventCategory.safeParse(value).data ?? null })}
      >
        <option value="">all</option>
        {EventCategory.options.map((category) => (
          <option key={category}>{category}</option>
        ))}
      </Choice>
      <Choice
        label="Severity"
        value={String(filters.severityMin)}
        onChange={(value) => change({ severityMin: Number(value) })}
      >
        {severities.map(({ min, label }) => (
          <option key={min} value={min}>
            {label}
          </option>
        ))}
      </Choice>
      <Choice label="Of the last" value={String(filters.hours)} onChange={(value) => change({ hours: Number(value) })}>
        {windows.map(({ hours, label }) => (
          <option key={hours} value={hours}>
            {label}
          </option>
        ))}
      </Choice>
      <Choice
        label="Order"
        value={filters.sort}
        onChange={(value) => change({ sort: value === "newest" ? "newest" : "severity" })}
      >
        <option value="severity">most severe first</option>
        <option value="newest">newest first</option>
      </Choice>
      {unknown.length === 0 ? null : (
        <p className="tone-warn world-unknown" role="status">
          This link asks for what is not there: {unknown.join(", ")}. It is shown as if it did not.
        </p>
      )}
    </section>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
};

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <span className="world-choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="field" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {children}
      </select>
    </span>
  );
}
