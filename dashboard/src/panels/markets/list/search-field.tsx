import { useId } from "react";

type SearchFieldProps = { readonly value: string; readonly onChange: (text: string) => void };

/** What is typed stands in the address at once: a reload or a link shows the same. */
export function SearchField({ value, onChange }: SearchFieldProps) {
  const id = useId();
  return (
    <p className="mk-search">
      <label htmlFor={id} className="visually-hidden">
        Search assets
      </label>
      <input
        id={id}
        type="search"
        className="field"
        placeholder="Symbol, name or cluster"
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && value !== "") {
            event.preventDefault();
            onChange("");
          }
        }}
      />
    </p>
  );
}
