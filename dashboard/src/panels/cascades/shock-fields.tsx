import { useId } from "react";
import type { TypedShock } from "./shock-text.ts";

type ShockFieldsProps = {
  readonly number: number;
  readonly line: TypedShock;
  /** The assets to choose from. */
  readonly listId: string;
  readonly fault: string | null;
  readonly onChange: (line: TypedShock) => void;
  /** Null for the only line. */
  readonly onRemove: (() => void) | null;
};

/** One shock: an asset, and how much it moves at once. */
export function ShockFields({ number, line, listId, fault, onChange, onRemove }: ShockFieldsProps) {
  const faultId = useId();
  const { asset, percent } = line;
  const described = fault === null ? {} : { "aria-describedby": faultId, "aria-invalid": true };
  return (
    <div className="shock-line">
      <input
        className="field shock-asset"
        data-shock-asset=""
        aria-label={`Asset ${number}`}
        list={listId}
        value={asset}
        placeholder="ETH-USD"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="characters"
        onChange={(event) => onChange({ asset: event.target.value, percent })}
        {...described}
      />
      <span className="muted">moves by</span>
      <input
        className="field shock-size number"
        aria-label={`Size ${number} in percent`}
        value={percent}
        placeholder="−10"
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange({ asset, percent: event.target.value })}
        {...described}
      />
      <span className="unit">%</span>
      {onRemove === null ? null : (
        <button type="button" className="button button-small" aria-label={`Remove asset ${number}`} onClick={onRemove}>
          Remove
        </button>
      )}
      {fault === null ? null : (
        <p className="shock-fault" id={faultId}>
          {fault}
        </p>
      )}
    </div>
  );
}
