import { expect, test } from "vitest";
import { z } from "zod";
import { SpellView } from "../../contracts/spell.ts";
import { spellNames } from "../../execute/spells/registry.ts";
import { spellRoutes } from "./spell-routes.ts";

test("every spell that people choose, with a schema that takes and refuses parameters", async () => {
  const response = await spellRoutes.request("/spells");
  expect(response.headers.get("cache-control")).toBe("public, max-age=300");
  const { spells } = z.object({ spells: z.array(SpellView) }).parse(await response.json());
  expect(spells.map(({ name }) => name)).toEqual(spellNames());
  for (const { name, params, warnings } of spells) {
    expect(params, name).toMatchObject({ type: "object", additionalProperties: false });
    expect(Object.keys(params.properties as object).length, name).toBeGreaterThan(0);
    expect(warnings.length, name).toBeGreaterThan(0);
  }
  const ironvine = spells.find(({ name }) => name === "ironvine");
  expect(new Set(Object.keys(ironvine?.params.properties as object))).toEqual(
    new Set(["sell", "buy", "fraction", "slippageBps", "deviationBpsMax"]),
  );
});
