import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { SpellView } from "../../contracts/spell.ts";
import { describeSpell } from "./describe-spell.ts";
import { findSpell, listSpells, spellNames } from "./registry.ts";

test("each spell can be found by its name, and says of itself what people need to know", () => {
  expect(new Set(spellNames()).size).toBe(listSpells().length);
  for (const spell of listSpells()) {
    expect(findSpell(spell.name)).toBe(spell);
    const view = describeSpell(spell);
    expect(SpellView.safeParse(JSON.parse(JSON.stringify(view))).success).toBe(true);
    expect(view.params).toMatchObject({ type: "object", additionalProperties: false });
    expect(view.warnings.length).toBeGreaterThan(0);
    for (const sentence of [view.purpose, ...view.warnings]) expect(sentence).toMatch(/^[A-Z].*\.$/);
  }
  expect(findSpell("moonbeam")).toBeUndefined();
});

test("each parameter has words for a form, units that are there, and first examples that the spell takes together", () => {
  const Words = z.looseObject({
    title: z.string().regex(/^[A-Z]/),
    description: z.string().regex(/^[A-Z].*\.$/),
    format: z.enum(["token", "decimal", "basis-points", "duration", "hash"]),
    unit: z.string().optional(),
    examples: z.array(z.union([z.string(), z.number()])).min(1),
  });
  for (const { params } of listSpells()) {
    const { properties } = z.object({ properties: z.record(z.string(), Words) }).parse(z.toJSONSchema(params));
    const first = Object.fromEntries(Object.entries(properties).map(([name, { examples }]) => [name, examples[0]]));
    expect(params.safeParse(first).error).toBeUndefined();
    for (const { unit } of Object.values(properties)) {
      const isToken = unit !== undefined && properties[unit]?.format === "token";
      expect(isToken || [undefined, "bp", "USD", "times", "of the holding"].includes(unit)).toBe(true);
    }
  }
});

test("the page for users has each spell under its risk, every parameter named, and an example that the spell takes", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/spells.md"), "utf8");
  const Example = z.strictObject({ spell: z.string(), params: z.record(z.string(), z.json()) });
  for (const { name, risk, params } of listSpells()) {
    const ladder = page.split(/^## /m).find((part) => part.toLowerCase().startsWith(`${risk}:`)) ?? "";
    const own = ladder.split(/^### /m).find((part) => part.startsWith(`${name}\n`));
    if (own === undefined) throw new Error(`docs/spells.md has no ${name} under ${risk}`);
    const [, text = ""] = own.split(/```(?:json)?\n/);
    const example = Example.parse(JSON.parse(text));
    expect(example.spell).toBe(name);
    expect(params.safeParse(example.params).error).toBeUndefined();
    const { properties } = z.object({ properties: z.record(z.string(), z.unknown()) }).parse(z.toJSONSchema(params));
    expect(new Set(Object.keys(example.params))).toEqual(new Set(Object.keys(properties)));
  }
});
