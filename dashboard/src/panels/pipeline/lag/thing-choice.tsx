import { useId } from "react";
import type { Freshness } from "../../../../../contracts/freshness.ts";
import { Chip } from "../../../components/chip.tsx";
import { formatAge } from "../../../format/format-time.ts";
import type { Host } from "../../../host/panel.ts";
import { kindWords, stateTones } from "../../../views/freshness/freshness-words.ts";
import type { Thing } from "./chosen-thing.ts";

type ChoiceProps = { readonly host: Host; readonly thing: Thing | null; readonly readings: readonly Freshness[] };

/** Whose history is shown, and how it is now. */
export function ThingChoice({ host, thing, readings }: ChoiceProps) {
  const fieldId = useId();
  const chosen = readings.find(({ kind, name }) => kind === thing?.kind && name === thing.name);
  const isUnknown = thing !== null && chosen === undefined;
  return (
    <div className="pipe-bar">
      <label htmlFor={fieldId}>Of</label>
      <select
        id={fieldId}
        className="field pipe-select"
        value={thing === null ? "" : `${thing.kind}:${thing.name}`}
        onChange={({ currentTarget }) => host.setParams({ of: currentTarget.value })}
      >
        {thing === null ? <option value="">–</option> : null}
        {isUnknown ? <option value={`${thing.kind}:${thing.name}`}>{thing.name}</option> : null}
        {(["stage", "source", "signal"] as const).map((kind) => (
          <optgroup key={kind} label={kindWords[kind].many}>
            {readings
              .filter((reading) => reading.kind === kind)
              .map(({ name, state }) => (
                <option key={name} value={`${kind}:${name}`}>
                  {state === "fresh" ? name : `${name} (${state})`}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      {chosen === undefined ? null : (
        <span>
          <Chip tone={stateTones[chosen.state]}>{chosen.state}</Chip>{" "}
          <span className="muted number">{chosen.ageMs === null ? "" : `${formatAge(chosen.ageMs)} old now`}</span>
        </span>
      )}
    </div>
  );
}
