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
  /** For a duration or so. */
  readonly isShort?: boolean;
  /** So many lines; one where it is absent. */
  readonly lines?: number;
};

/** A text to type. What is typed stays as it is, right or wrong. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  fault,
  unit,
  placeholder,
  choices,
  isNumber = false,
  isShort = false,
  lines = 1,
}: TextFieldProps) {
  const shared = {
    value,
    placeholder,
    autoComplete: "off",
    spellCheck: false,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => onChange(target.value),
  };
  return (
    <FormField label={label} hint={hint} fault={fault ?? null} unit={unit ?? ""}>
      {(ids) =>
        lines > 1 ? (
          <textarea {...ids} {...shared} className="field field-lines" rows={lines} />
        ) : (
          <>
            <input
              {...ids}
              {...shared}
              className={`field ${isNumber ? "field-number number" : isShort ? "field-short" : ""}`}
              type="text"
              inputMode={isNumber ? "decimal" : "text"}
              list={choices === undefined ? undefined : `${ids.id}-list`}
            />
            {choices === undefined ? null : (
              <datalist id={`${ids.id}-list`}>
                {choices.map((choice) => (
                  <option key={choice} value={choice} />
                ))}
              </datalist>
            )}
          </>
        )
      }
    </FormField>
  );
}
