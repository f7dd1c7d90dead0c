import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { pinnedContracts } from "../contracts/catalogue.ts";

/**
 * The shape of every contract, as a hash beside its version. A test that fails here says: a shape changed. Messages of the
 * old shape may be in flight: raise the version, keep reading the old one, and pin both.
 */
const pins: Readonly<Record<string, string>> = {};

const hashOf = (schema: z.ZodType): string => {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return createHash("sha256").update(JSON.stringify(json)).digest("hex").slice(0, 16);
};

test("every contract has the shape that its version promises", () => {
  const shapes = Object.fromEntries(Object.entries(pinnedContracts).map(([name, schema]) => [name, hashOf(schema)]));
  expect(shapes).toEqual(pins);
});
