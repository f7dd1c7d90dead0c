import type { ReactNode } from "react";
import type { SettingWords } from "../../host/setting-words.ts";

type SettingFieldProps = {
  readonly name: string;
  readonly words: SettingWords;
  readonly values: readonly string[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
  readonly children?: ReactNode;
};

/** One setting: a group of radio buttons, which the arrow keys walk through. */
export function SettingField({ name, words, values, chosen, onChoose, children }: SettingFieldProps) {
  return (
    <fieldset className="setting">
      <legend>{words.title}</legend>
      <p className="muted">{words.summary}</p>
      <div className="setting-values">
        {values.map((value) => (
          <label key={value} className={`setting-value ${value === chosen ? "is-chosen" : ""}`}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              data-testid={`setting-${name}-${value}`}
              onChange={() => onChoose(value)}
            />
            {words.values[value] ?? value}
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
}
