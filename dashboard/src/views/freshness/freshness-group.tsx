import { useState } from "react";
import type { Freshness, FreshnessKind } from "../../../../contracts/freshness.ts";
import { FreshnessRow } from "./freshness-row.tsx";
import { describeStates, kindWords, toneOfStates } from "./freshness-words.ts";

type GroupProps = {
  readonly kind: FreshnessKind;
  readonly readings: readonly Freshness[];
  readonly marker: number;
  readonly isOpenFirst: boolean;
};

/** All readings of one kind in a table that folds. Its head says what is in it while it is shut. */
export function FreshnessGroup({ kind, readings, marker, isOpenFirst }: GroupProps) {
  const [isOpen, setOpen] = useState(isOpenFirst);
  const { many, one } = kindWords[kind];
  return (
    <details
      className="fold freshness-group"
      data-testid={`freshness-${kind}s`}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <strong>{many}</strong> <span className="muted number">{readings.length}</span> ·{" "}
        <span className={toneOfStates(readings)}>{describeStates(readings)}</span>
      </summary>
      {isOpen && readings.length > 0 ? (
        <table className="freshness-table">
          <caption className="visually-hidden">{many}: how old the newest of each is, and its limits</caption>
          <thead>
            <tr>
              <th scope="col">{`${one.charAt(0).toUpperCase()}${one.slice(1)}`}</th>
              <th scope="col">Age</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          {readings.map((reading) => (
            <FreshnessRow key={reading.name} reading={reading} marker={marker} />
          ))}
        </table>
      ) : null}
    </details>
  );
}
