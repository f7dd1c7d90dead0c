import { readField } from "../../views/spells/field-text.ts";
import type { JsonObject } from "../../views/spells/json.ts";
import { type ParamField, unitOf } from "../../views/spells/param-fields.ts";

/** Parameters in a sentence: "Sell: WETH, For: USDC, Part: 0.5 of the holding." */
export function sayParams(fields: readonly ParamField[], params: JsonObject): string {
  const parts = fields.map((field) => {
    const unit = unitOf(field, fields, params);
    return `${field.title}: ${readField(params, [field.name])}${unit === "" ? "" : ` ${unit}`}`;
  });
  return `${parts.join(", ")}.`;
}
