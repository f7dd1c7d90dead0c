import type { Params } from "../../host/panel.ts";
import { readField, writeField } from "../../views/spells/field-text.ts";
import type { JsonObject } from "../../views/spells/json.ts";
import type { ParamField } from "../../views/spells/param-fields.ts";

/** A spell's parameters as a part of the address: each by its name, as it is typed. */
export function toAddress(fields: readonly ParamField[], params: JsonObject): Params {
  return Object.fromEntries(fields.map(({ name }) => [paramName(name), readField(params, [name])]));
}

/** Those that an address carries; null where it carries none of this spell. */
export function fromAddress(fields: readonly ParamField[], address: Params): JsonObject | null {
  const given = fields.filter(({ name }) => address[paramName(name)] !== undefined);
  if (given.length === 0) return null;
  return given.reduce<JsonObject>(
    (params, { name, type }) =>
      writeField(params, [name], address[paramName(name)] ?? "", type === "integer" ? "integer" : "text"),
    {},
  );
}

/** Apart from the panel's own params, whatever a spell calls its. */
const paramName = (name: string): string => `p.${name}`;

/** The names of all params that stand there for a spell. */
export const addressNames = (fields: readonly ParamField[]): readonly string[] =>
  fields.map(({ name }) => paramName(name));
