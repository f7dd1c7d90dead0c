import { TextField } from "../../components/text-field.tsx";
import { readField, writeField } from "./field-text.ts";
import type { JsonObject } from "./json.ts";
import { type ParamField, unitOf } from "./param-fields.ts";
import "./spells.css";

type ParamsFormProps = {
  readonly fields: readonly ParamField[];
  readonly params: JsonObject;
  readonly onChange: (params: JsonObject) => void;
  /** By the parameter's name. */
  readonly faults: ReadonlyMap<string, string>;
  /** Symbols that the vault knows. */
  readonly tokens: readonly string[];
};

/** A spell's parameters as a form, made of its schema. */
export function ParamsForm({ fields, params, onChange, faults, tokens }: ParamsFormProps) {
  return (
    <div className="spell-params">
      {fields.map((field) => {
        const { name, title, description, type, format } = field;
        const value = readField(params, [name]);
        const isToken = format === "token" && tokens.length > 0;
        return (
          <TextField
            key={name}
            label={title}
            value={value}
            fault={faults.get(name) ?? null}
            hint={`${description}${sayPercent(format, value)}`}
            unit={unitOf(field, fields, params)}
            isNumber={type === "integer" || format === "decimal"}
            {...(isToken ? { choices: tokens } : {})}
            onChange={(text) => onChange(writeField(params, [name], text, type === "integer" ? "integer" : "text"))}
          />
        );
      })}
    </div>
  );
}

/** Basis points as people say them. */
function sayPercent(format: string, value: string): string {
  if (format !== "basis-points" || !/^\d{1,6}$/.test(value)) return "";
  const hundredths = value.padStart(3, "0");
  const part = hundredths.slice(-2).replace(/0+$/, "");
  return ` Now ${hundredths.slice(0, -2)}${part === "" ? "" : `.${part}`} %.`;
}
