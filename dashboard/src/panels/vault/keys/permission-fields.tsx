import type { TokenAmount } from "../../../../../contracts/cast.ts";
import { ChoiceField } from "../../../components/choice-field.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { AllowanceFields } from "./allowance-fields.tsx";
import type { PermissionDraft } from "./draft-terms.ts";
import { faultAt, type TermsFaults } from "./read-terms.ts";

type PermissionFieldsProps = {
  readonly number: number;
  readonly permission: PermissionDraft;
  readonly tokens: readonly TokenAmount[];
  readonly faults: TermsFaults;
  readonly onChange: (permission: PermissionDraft) => void;
  /** Null for the only one. */
  readonly onRemove: (() => void) | null;
};

const kinds: readonly (readonly [value: PermissionDraft["kind"], label: string])[] = [
  ["swap", "swap"],
  ["lend", "lend and borrow"],
  ["order", "place orders"],
];

/** One permission. Changing its kind loses nothing that was typed. */
export function PermissionFields({ number, permission, tokens, faults, onChange, onRemove }: PermissionFieldsProps) {
  const { kind, sell, buy, allowance, second, lossPercent, maxLife } = permission;
  const path = String(number - 1);
  const choices = tokens.map(({ symbol }) => [symbol, symbol] as const);
  const change = (changes: Partial<PermissionDraft>): void => onChange({ ...permission, ...changes });
  const isLoan = kind === "lend";
  return (
    <fieldset className="form-group">
      <legend>Permission {number}</legend>
      <div className="form-row">
        <ChoiceField
          label="To"
          value={kind}
          choices={kinds}
          onChange={(value) => change({ kind: value as PermissionDraft["kind"] })}
        />
        <ChoiceField
          label={isLoan ? "Lend" : "Sell"}
          value={sell}
          choices={choices}
          onChange={(value) => change({ sell: value })}
        />
        <ChoiceField
          label={isLoan ? "Borrow" : "Buy"}
          value={buy}
          choices={choices}
          fault={faultAt(faults, `${path}.buy`)}
          onChange={(value) => change({ buy: value })}
        />
      </div>
      <AllowanceFields
        label={isLoan ? "Lend at most" : "Sell at most"}
        symbol={sell}
        allowance={allowance}
        faults={faults}
        path={path}
        onChange={(changed) => change({ allowance: changed })}
      />
      {isLoan ? (
        <AllowanceFields
          label="Borrow at most"
          symbol={buy}
          allowance={second}
          faults={faults}
          path={`${path}.second`}
          onChange={(changed) => change({ second: changed })}
        />
      ) : (
        <TextField
          label="Below the pool's mean price, at most"
          value={lossPercent}
          isNumber
          unit="%"
          hint="The chain refuses what brings less."
          fault={faultAt(faults, `${path}.loss`)}
          onChange={(value) => change({ lossPercent: value })}
        />
      )}
      {kind === "order" ? (
        <TextField
          label="An order is open for at most"
          isShort
          value={maxLife}
          placeholder="1d"
          hint="A whole number and m, h or d."
          fault={faultAt(faults, `${path}.life`)}
          onChange={(value) => change({ maxLife: value })}
        />
      ) : null}
      {onRemove === null ? null : (
        <button
          type="button"
          className="button button-small"
          aria-label={`Remove permission ${number}`}
          onClick={onRemove}
        >
          Remove
        </button>
      )}
    </fieldset>
  );
}
