import { useState } from "react";

type NumberFieldProps = {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly isAllowed: (text: string) => boolean;
  readonly onChange: (text: string) => void;
};

/** A number that is taken as soon as it is one that is allowed; until then what was typed stays, marked. */
export function NumberField({ label, value, min, max, step, isAllowed, onChange }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? String(value);
  const isWrong = !isAllowed(text);
  return (
    <input
      type="number"
      className="field mk-count"
      aria-label={`${label}, from ${min} to ${max}`}
      aria-invalid={isWrong}
      title={isWrong ? `from ${min} to ${max}` : label}
      min={min}
      max={max}
      step={step}
      value={text}
      onChange={({ target }) => {
        setDraft(target.value);
        if (isAllowed(target.value)) onChange(target.value);
      }}
      onBlur={() => {
        if (!isWrong) setDraft(null);
      }}
    />
  );
}
