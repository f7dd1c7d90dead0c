import { type SubmitEvent, useEffect, useId, useRef, useState } from "react";
import type { Host } from "../../host/panel.ts";
import { horizons, minutesOf, toParams } from "./scenario-params.ts";
import { ShockFields } from "./shock-fields.tsx";
import { emptyShock, faultOf, readShocks, type TypedShock, writeShocks } from "./shock-text.ts";

type Draft = { readonly lines: readonly TypedShock[]; readonly minutes: string };

type ScenarioFormProps = {
  readonly host: Host;
  readonly assets: readonly string[];
  /** Runs again what stands in the address already. */
  readonly onRepeat: () => void;
};

/** Shocks line by line. What is typed stays typed, whatever the server says of it; running it puts it into the address. */
export function ScenarioForm({ host, assets, onRepeat }: ScenarioFormProps) {
  const inAddress = host.params.shock ?? "";
  const minutesInAddress = minutesOf(host.params);
  const [draft, setDraft] = useState<Draft>(() => draftOf(inAddress, minutesInAddress));
  const [isChecked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const ran = useRef(inAddress);
  const listId = useId();
  const horizonId = useId();

  // Another scenario came with the address: a link, or the way back.
  useEffect(() => {
    if (inAddress === ran.current) return;
    ran.current = inAddress;
    if (inAddress !== "") setDraft(draftOf(inAddress, minutesInAddress));
  }, [inAddress, minutesInAddress]);

  const { lines, minutes } = draft;
  const faults = lines.map((line) => faultOf(line, assets));
  const isEmpty = writeShocks(lines) === "";
  const run = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setChecked(true);
    const wrong = faults.findIndex((fault) => fault !== null);
    if (wrong !== -1 || isEmpty) {
      form.current?.querySelectorAll<HTMLInputElement>("[data-shock-asset]")[Math.max(0, wrong)]?.focus();
      return;
    }
    ran.current = writeShocks(lines);
    if (ran.current === inAddress && minutes === minutesInAddress) onRepeat();
    else host.setParams(toParams(ran.current, minutes), "push");
  };
  const change = (at: number, line: TypedShock): void =>
    setDraft({ minutes, lines: lines.map((each, index) => (index === at ? line : each)) });

  return (
    <form ref={form} className="scenario-form" onSubmit={run} noValidate>
      <datalist id={listId}>
        {assets.map((asset) => (
          <option key={asset} value={asset} />
        ))}
      </datalist>
      {lines.map((line, at) => (
        <ShockFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place: its fields are controlled
          key={at}
          number={at + 1}
          line={line}
          listId={listId}
          fault={isChecked ? (faults[at] ?? (isEmpty && at === 0 ? "Choose an asset." : null)) : null}
          onChange={(changed) => change(at, changed)}
          onRemove={
            lines.length < 2 ? null : () => setDraft({ minutes, lines: lines.filter((_, index) => index !== at) })
          }
        />
      ))}
      <div className="scenario-acts">
        <button type="button" className="button" onClick={() => setDraft({ minutes, lines: [...lines, emptyShock] })}>
          Add an asset
        </button>
        <label htmlFor={horizonId}>Look ahead</label>
        <select
          id={horizonId}
          className="field"
          value={minutes}
          onChange={(event) => setDraft({ lines, minutes: event.target.value })}
        >
          {horizons.every((each) => String(each.minutes) !== minutes) ? (
            <option value={minutes}>{minutes} minutes</option>
          ) : null}
          {horizons.map(({ minutes: each, label }) => (
            <option key={each} value={String(each)}>
              {label}
            </option>
          ))}
        </select>
        <button type="submit" className="button scenario-run">
          Run
        </button>
      </div>
    </form>
  );
}

function draftOf(shock: string, minutes: string): Draft {
  const lines = readShocks(shock);
  return { lines: lines.length === 0 ? [emptyShock] : lines, minutes };
}
