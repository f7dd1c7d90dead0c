import { useId, useState } from "react";
import type { Freshness } from "../../../../contracts/freshness.ts";
import { Chip } from "../../components/chip.tsx";
import { useTimes } from "../../components/use-times.ts";
import { formatAge } from "../../format/format-time.ts";
import { describeLimits, stateTones } from "./freshness-words.ts";
import { LagHistory } from "./lag-history.tsx";

/** One stage, source or signal: its age, its limits, its state. Pressed, it shows how its age went. */
export function FreshnessRow({ reading, marker }: { readonly reading: Freshness; readonly marker: number }) {
  const { formatMoment, formatZone } = useTimes();
  const { kind, name, newestAtMs, ageMs, state } = reading;
  const [isOpen, setOpen] = useState(false);
  const historyId = useId();
  return (
    <tbody data-testid={`freshness-${kind}-${name}`} data-state={state}>
      <tr className="freshness-row">
        <th scope="row">
          <button
            type="button"
            className="fold-button"
            aria-expanded={isOpen}
            aria-controls={historyId}
            onClick={() => setOpen(!isOpen)}
          >
            <span className="fold-mark" aria-hidden="true">
              {isOpen ? "▾" : "▸"}
            </span>
            <span className="breakable">{name}</span>
          </button>
          <span className="freshness-limits">{describeLimits(reading)}</span>
        </th>
        <td className="number">{ageMs === null ? "–" : formatAge(ageMs)}</td>
        <td>
          <Chip tone={stateTones[state]}>{state}</Chip>
        </td>
      </tr>
      <tr id={historyId} hidden={!isOpen} className="freshness-history">
        <td colSpan={3}>
          {isOpen ? (
            <>
              {newestAtMs === null ? null : (
                <p className="muted">
                  Newest of {formatMoment(newestAtMs)} {formatZone(newestAtMs)}.
                </p>
              )}
              <LagHistory reading={reading} marker={marker} />
            </>
          ) : null}
        </td>
      </tr>
    </tbody>
  );
}
