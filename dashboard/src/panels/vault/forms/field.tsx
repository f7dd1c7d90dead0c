import { type ReactNode, useId } from "react";

type Shared = {
  readonly label: string;
  /** What belongs into it, in a few words. */
  readonly hint?: ReactNode;
  /** What is wrong with it; null while nothing is, or nobody has asked. */
  readonly fault?: string | null;
};

type TextFieldProps = Shared & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly unit?: string;
  readonly placeholder?: string;
  readonly isNumber?: boolean;
  /** For a duration or so. */
  readonly isShort?: boolean;
  /** So many lines; one where it is absent. */
  readonly lines?: number;
};

/** A text to type. What is wrong with it stands beside it and is read out with it. */
export function TextField({
  value,
  onChange,
  unit,
  placeholder,
  isNumber = false,
  isShort = false,
  lines = 1,
  ...shared
}: TextFieldProps) {
  return (
    <Labelled {...shared}>
      {(attributes) => (
        <span className="vf-input">
          {lines === 1 ? (
            <input
              className={`field ${isNumber ? "number vf-number" : isShort ? "vf-short" : "vf-text"}`}
              value={value}
              placeholder={placeholder}
              inputMode={isNumber ? "decimal" : "text"}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => onChange(event.target.value)}
              {...attributes}
            />
          ) : (
            <textarea
              className="field vf-area"
              rows={lines}
              value={value}
              placeholder={placeholder}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => onChange(event.target.value)}
              {...attributes}
            />
          )}
          {unit === undefined ? null : <span className="unit">{unit}</span>}
        </span>
      )}
    </Labelled>
  );
}

type ChoiceFieldProps = Shared & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
};

/** One of several. */
export function ChoiceField({ value, onChange, choices, ...shared }: ChoiceFieldProps) {
  return (
    <Labelled {...shared}>
      {(attributes) => (
        <select className="field" value={value} onChange={(event) => onChange(event.target.value)} {...attributes}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

type CheckFieldProps = {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
};

/** Yes or no. */
export function CheckField({ label, isChecked, onChange }: CheckFieldProps) {
  return (
    <label className="vf-check">
      <input type="checkbox" checked={isChecked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

type Attributes = {
  readonly id: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
};

function Labelled({
  label,
  hint,
  fault = null,
  children,
}: Shared & { readonly children: (attributes: Attributes) => ReactNode }) {
  const id = useId();
  const describedBy = [hint === undefined ? "" : `${id}-hint`, fault === null ? "" : `${id}-fault`].filter(Boolean);
  return (
    <div className="vf-field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(describedBy.length > 0 && { "aria-describedby": describedBy.join(" ") }),
        ...(fault !== null && { "aria-invalid": true }),
      })}
      {fault === null ? null : (
        <p id={`${id}-fault`} className="vf-fault">
          {fault}
        </p>
      )}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="vf-hint muted">
          {hint}
        </p>
      )}
    </div>
  );
}
