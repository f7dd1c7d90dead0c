import { suggestName } from "../../../../conditions/suggest-name.ts";
import type { JsonObject } from "./json.ts";
import type { ParamField } from "./param-fields.ts";

export type ParamFault = { readonly name: string; readonly message: string };

/** All that is wrong with a spell's parameters by its schema. The vault has the last word. */
export function checkParams(fields: readonly ParamField[], params: JsonObject): readonly ParamFault[] {
  const faults = fields.flatMap((field) => {
    const message = faultOf(field, params[field.name]);
    return message === null ? [] : [{ name: field.name, message }];
  });
  const names = fields.map(({ name }) => name);
  const unknown = Object.keys(params).filter((name) => !names.includes(name));
  return [...faults, ...unknown.map((name) => ({ name, message: sayUnknown(name, names) }))];
}

export function sayUnknown(name: string, names: readonly string[]): string {
  const near = suggestName(name, names);
  return `there is no such field${near === null ? "" : `; did you mean ${near}?`}`;
}

function faultOf(field: ParamField, value: unknown): string | null {
  if (value === undefined || value === "") return "this is missing";
  if (field.type === "integer") return integerFault(field, value);
  if (typeof value !== "string") return `expected a text${suchAs(field)}`;
  if (field.pattern !== null && !matches(field.pattern, value)) return `expected ${sayFormat(field)}${suchAs(field)}`;
  const isAmount = field.format === "decimal" || field.format === "duration";
  return isAmount && /^0+(\.0*)?[smhd]?$/.test(value) ? "expected more than 0" : null;
}

function integerFault({ min, max }: ParamField, value: unknown): string | null {
  const span = min === null || max === null ? "" : ` from ${min} to ${max}`;
  const isWhole = typeof value === "number" && Number.isSafeInteger(value);
  const isWithin = isWhole && (min === null || value >= min) && (max === null || value <= max);
  return isWithin ? null : `expected a whole number${span}`;
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    // A pattern of a later version: the vault knows it.
    return true;
  }
}

const formatWords: Readonly<Record<string, string>> = {
  decimal: "a plain decimal",
  duration: "a whole number and one of s, m, h, d",
  hash: "32 bytes as hex",
};

const sayFormat = ({ format }: ParamField): string => formatWords[format] ?? "another form";
const suchAs = ({ example }: ParamField): string => (example === null ? "" : `, such as ${example}`);
