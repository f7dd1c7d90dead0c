import type { Days, Extent } from "../catalogue/choose-files.ts";

type DayRangeProps = { readonly days: Days; readonly extent: Extent; readonly onChange: (days: Days) => void };

/** The days of the data, both included. */
export function DayRange({ days, extent, onChange }: DayRangeProps) {
  const bounds = { min: extent.firstDay ?? undefined, max: extent.lastDay ?? undefined };
  return (
    <fieldset className="data-days">
      <legend>Days, UTC</legend>
      <label>
        <span>from</span>
        <input
          type="date"
          {...bounds}
          value={days.from ?? extent.firstDay ?? ""}
          onChange={({ target }) => onChange({ ...days, from: target.value === "" ? null : target.value })}
        />
      </label>
      <label>
        <span>to</span>
        <input
          type="date"
          {...bounds}
          value={days.to ?? extent.lastDay ?? ""}
          onChange={({ target }) => onChange({ ...days, to: target.value === "" ? null : target.value })}
        />
      </label>
      {days.from === null && days.to === null ? null : (
        <button type="button" className="button button-small" onClick={() => onChange({ from: null, to: null })}>
          All days
        </button>
      )}
    </fieldset>
  );
}
