import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { IronvineParams as SpellParams } from "../../execute/spells/ironvine/spell.ts";
import { IronvineParams } from "./ironvine-params.ts";

const good = { sell: "WETH", buy: "USDC", fraction: "0.5", slippageBps: 50, deviationBpsMax: 300 };

test("takes what the spell takes", () => {
  expect(z.toJSONSchema(IronvineParams)).toEqual(z.toJSONSchema(SpellParams));
  expect(IronvineParams.parse(good)).toEqual(SpellParams.parse(good));
});

test("and refuses what the spell refuses", () => {
  const number = fc.oneof(fc.integer({ min: -5, max: 3_000 }), fc.double());
  const fraction = fc.oneof(fc.stringMatching(/^[01]?\.?\d{0,4}$/), fc.constantFrom("1", "0", "0.0", "1.0", "0.10"));
  const change = fc.record({ fraction, slippageBps: number, deviationBpsMax: number }, { requiredKeys: [] });
  fc.assert(
    fc.property(change, (fields) => {
      const params = { ...good, ...fields };
      expect(IronvineParams.safeParse(params).success).toBe(SpellParams.safeParse(params).success);
    }),
  );
});
