import { CheckField } from "../../../components/check-field.tsx";
import { nameOf } from "../trigger-words.ts";
import type { FieldsProps } from "./fields-props.ts";

/** Which triggers inhibit this one: those of the vault, and those that the draft names. */
export function OtherTriggers({ draft, onDraft, others, faultOf }: FieldsProps) {
  const { inhibitedBy, ...rest } = draft;
  const chosen: readonly unknown[] = Array.isArray(inhibitedBy) ? inhibitedBy : [];
  const unknown = chosen.filter((id) => others.every((other) => other.id !== id)).map(String);
  if (others.length === 0 && unknown.length === 0) return null;
  const set = (id: string, isChosen: boolean): void => {
    const left = chosen.filter((each) => each !== id).map(String);
    const next = isChosen ? [...left, id] : left;
    onDraft(next.length === 0 ? rest : { ...draft, inhibitedBy: next });
  };
  const fault = faultOf("inhibitedBy");
  return (
    <fieldset className="tr-others">
      <legend>Inhibited by</legend>
      <p className="form-hint">While one of these has fired and is not re-armed, this one does not fire.</p>
      {[
        ...others.map((other) => ({ id: other.id as string, name: nameOf(other) })),
        ...unknown.map((id) => ({ id, name: id })),
      ].map(({ id, name }) => (
        <CheckField
          key={id}
          label={name}
          isChecked={chosen.includes(id)}
          onChange={(isChecked) => set(id, isChecked)}
        />
      ))}
      {fault === null ? null : <p className="form-fault">{fault}</p>}
    </fieldset>
  );
}
