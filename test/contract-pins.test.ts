import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { pinnedContracts } from "../contracts/catalogue.ts";

/**
 * The shape of every contract, as a hash beside its version. A test that fails here says: a shape changed. Messages of the
 * old shape may be in flight: raise the version, keep reading the old one, and pin both.
 */
const pins: Readonly<Record<string, string>> = {
  "cron-tick@1": "cbc2fd8fb1d9d5e7",
  "price-ticks@2": "086a2acdb02fcfbc",
  "signal-samples@2": "530f45da13d748ac",
  "fires@2": "274345df7390ffd9",
  "journal-records@3": "97f5707fbe5a469f",
  "dead-letter@1": "2b09310921aa2d99",
  "cast@1": "baa29715233aba94",
  "trigger@1": "f929b5a97a261237",
  "vault-conditions@1": "6be5489c5c0875c2",
  "vault-view@1": "c9d91d91c9c75ac0",
  "live-message@4": "6e1bafc5af126dfd",
  "pipelines-file@3": "be6796a930e8f998",
};

const hashOf = (schema: z.ZodType): string => {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return createHash("sha256").update(JSON.stringify(json)).digest("hex").slice(0, 16);
};

test("every contract has the shape that its version promises", () => {
  const shapes = Object.fromEntries(Object.entries(pinnedContracts).map(([name, schema]) => [name, hashOf(schema)]));
  expect(shapes).toEqual(pins);
});
