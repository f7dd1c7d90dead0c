import { CheckField } from "../../../components/check-field.tsx";
import { TextField } from "../../../components/text-field.tsx";
import type { AllowanceDraft } from "./draft-terms.ts";
import { faultAt, type TermsFaults } from "./read-terms.ts";

type AllowanceFieldsProps = {
  readonly label: string;
  readonly symbol: string;
  readonly allowance: AllowanceDraft;
  readonly faults: TermsFaults;
  readonly path: string;
  readonly onChange: (allowance: AllowanceDraft) => void;
};

/** How much of a token may be used, and whether it is filled again. */
export function AllowanceFields({ label, symbol, allowance, faults, path, onChange }: AllowanceFieldsProps) {
  const { kind, amount, refill, every } = allowance;
  const change = (changes: Partial<AllowanceDraft>): void => onChange({ ...allowance, ...changes });
  return (
    <>
      {kind === "carry-over" ? null : (
        <div className="form-row vp-allowance">
          <TextField
            label={label}
            value={amount}
            isNumber
            unit={symbol}
            fault={faultAt(faults, `${path}.amount`)}
            onChange={(value) => change({ amount: value })}
          />
          <TextField
            label="Filled again by"
            value={refill}
            isNumber
            unit={symbol}
            placeholder="never"
            fault={faultAt(faults, `${path}.refill`)}
            onChange={(value) => change({ refill: value })}
          />
          <TextField
            label="every"
            isShort
            value={every}
            placeholder="1d"
            fault={faultAt(faults, `${path}.every`)}
            onChange={(value) => change({ every: value })}
          />
        </div>
      )}
      <CheckField
        label={`Go on with what the session before has left of its ${symbol}`}
        isChecked={kind === "carry-over"}
        onChange={(isChecked) => change({ kind: isChecked ? "carry-over" : "set" })}
      />
    </>
  );
}
