type ColumnChoiceProps = {
  readonly label: string;
  readonly value: string;
  /** An empty name is no column. */
  readonly names: readonly string[];
  readonly onChange: (name: string) => void;
};

/** A column of the result, by its name. */
export function ColumnChoice({ label, value, names, onChange }: ColumnChoiceProps) {
  return (
    <label className="data-column-choice">
      <span className="muted">{label}</span>
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        {[...new Set(names)].map((name) => (
          <option key={name} value={name}>
            {name === "" ? "(nothing)" : name}
          </option>
        ))}
      </select>
    </label>
  );
}
