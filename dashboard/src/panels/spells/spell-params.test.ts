import fc from "fast-check";
import { expect, test } from "vitest";
import type { ParamField } from "../../views/spells/param-fields.ts";
import { addressNames, fromAddress, toAddress } from "./spell-params.ts";

const field = (name: string, type: ParamField["type"]): ParamField => ({
  ...{
    name,
    type,
    title: name,
    description: "",
    format: "",
    unit: "",
    pattern: null,
    min: null,
    max: null,
    example: null,
  },
});
const fields = [field("sell", "string"), field("spell", "string"), field("bps", "integer")];

test("parameters go into the address and come out of it as they were typed", () => {
  const typed = fc.record({
    sell: fc.string({ minLength: 1 }),
    spell: fc.string({ minLength: 1 }),
    bps: fc.nat(5_000),
  });
  fc.assert(
    fc.property(typed, (params) => {
      expect(fromAddress(fields, toAddress(fields, params))).toEqual(params);
    }),
  );
});

test("of another spell there is nothing to take", () => {
  expect(fromAddress(fields, { spell: "ironvine", "p.buy": "USDC" })).toBeNull();
  expect(fromAddress(fields, { "p.bps": "1 %" })).toEqual({ bps: "1 %" });
  expect(addressNames(fields)).toEqual(["p.sell", "p.spell", "p.bps"]);
});
