import type { ReactNode } from "react";
import { FormField } from "./form-field.tsx";

type ChoiceFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Value and what people read. A value that is none of them is shown as it is. */
  readonly choices: readonly (readonly [value: string, label: string])[];
  readonly hint?: ReactNode;
  readonly fault?: string | null;
};

/** One of a few. */
export function ChoiceField({ label, value, onChange, choices, hint, fault }: ChoiceFieldProps) {
  return (
    <FormField label={label} hint={hint} fault={fault ?? null}>
      {(ids) => (
        <select {...ids} className="field" value={value} onChange={({ target }) => onChange(target.value)}>
          {choices.every(([each]) => each !== value) ? <option value={value}>{value}</option> : null}
          {choices.map(([each, words]) => (
            <option key={each} value={each}>
              {words}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}
