import type { ReactNode } from "react";
import { FormField } from "./form-field.tsx";

type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly hint?: ReactNode;
  readonly fault?: string | null;
  readonly unit?: string;
  readonly placeholder?: string;
  /** Texts to choose from. */
  readonly choices?: readonly string[];
  readonly isNumber?: boolean;
};

/** One line of text. What is typed stays as it is, right or wrong. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  fault,
  unit,
  placeholder,
  choices,
  isNumber,
}: TextFieldProps) {
  return (
    <FormField label={label} hint={hint} fault={fault ?? null} unit={unit ?? ""}>
      {(ids) => (
        <>
          <input
            {...ids}
            className={isNumber === true ? "field number" : "field"}
            type="text"
            inputMode={isNumber === true ? "decimal" : "text"}
            value={value}
            placeholder={placeholder}
            list={choices === undefined ? undefined : `${ids.id}-list`}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => onChange(target.value)}
          />
          {choices === undefined ? null : (
            <datalist id={`${ids.id}-list`}>
              {choices.map((choice) => (
                <option key={choice} value={choice} />
              ))}
            </datalist>
          )}
        </>
      )}
    </FormField>
  );
}
