import { expect, test } from "vitest";
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
