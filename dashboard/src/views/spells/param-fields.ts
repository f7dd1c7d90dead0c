import { z } from "zod";
import type { SpellView } from "../../../../contracts/spell.ts";
import type { JsonObject } from "./json.ts";

/** One parameter of a spell, as its JSON Schema describes it. */
export type ParamField = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: "string" | "integer";
  readonly format: string;
  /** What it counts in; the name of another parameter stands for the token that it names. */
  readonly unit: string;
  readonly pattern: string | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly example: string | number | null;
};

const Property = z.looseObject({
  title: z.string().optional(),
  description: z.string().default(""),
  type: z.enum(["string", "integer"]).catch("string"),
  format: z.string().default(""),
  unit: z.string().default(""),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  examples: z.array(z.union([z.string(), z.number()])).default([]),
});

/** The fields of a spell's form, in the order of its schema. What a schema does not say is left open. */
export function paramFieldsOf({ params }: Pick<SpellView, "params">): readonly ParamField[] {
  const parsed = z.object({ properties: z.record(z.string(), Property) }).safeParse(params);
  if (!parsed.success) return [];
  return Object.entries(parsed.data.properties).map(([name, property]) => ({
    name,
    title: property.title ?? name,
    description: property.description,
    type: property.type,
    format: property.format,
    unit: property.unit,
    pattern: property.pattern ?? null,
    min: property.minimum ?? null,
    max: property.maximum ?? null,
    example: property.examples[0] ?? null,
  }));
}

/** Where a form begins: the first example of each field. */
export function startParams(fields: readonly ParamField[]): JsonObject {
  return Object.fromEntries(fields.flatMap(({ name, example }) => (example === null ? [] : [[name, example]])));
}

/** What a field counts in, the token's symbol where another parameter names it. */
export function unitOf({ unit }: Pick<ParamField, "unit">, fields: readonly ParamField[], params: JsonObject): string {
  const named = fields.find(({ name, format }) => name === unit && format === "token");
  return named === undefined ? unit : String(params[named.name] ?? "");
}
