import { type ReactNode, useId } from "react";
import "./form-field.css";

type FormFieldProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with it. */
  readonly fault?: string | null;
  readonly unit?: string;
  /** What the field itself is to carry, so that it is named and its fault is told. */
  readonly children: (field: FieldIds) => ReactNode;
};

export type FieldIds = {
  readonly id: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
};

/** A field with its name above, its unit beside, and its explanation or its fault below. */
export function FormField({ label, hint, fault = null, unit = "", children }: FormFieldProps) {
  const id = useId();
  const [hintId, faultId] = [`${id}-hint`, `${id}-fault`];
  const described = [...(fault === null ? [] : [faultId]), ...(hint === undefined ? [] : [hintId])].join(" ");
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <div className="form-field-line">
        {children({
          id,
          ...(described === "" ? {} : { "aria-describedby": described }),
          ...(fault === null ? {} : { "aria-invalid": true }),
        })}
        {unit === "" ? null : <span className="unit">{unit}</span>}
      </div>
      {fault === null ? null : (
        <p className="form-fault" id={faultId}>
          {fault}
        </p>
      )}
      {hint === undefined ? null : (
        <p className="form-hint" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
}
