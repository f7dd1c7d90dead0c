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
  "price-ticks@1": "a87f657aac50adb0",
  "signal-samples@1": "c3645fedd38b4e02",
  "fires@1": "75dc15ca7a1b8e43",
  "journal-records@1": "8d3b7a87a363eb67",
  "dead-letter@1": "2b09310921aa2d99",
  "cast@1": "73a206d748938313",
  "trigger@1": "1663d15c85e9beec",
  "vault-conditions@1": "9db4ba42eecaf154",
  "vault-view@1": "3304651abb6c54d7",
  "live-message@1": "f64d50a8f241de18",
  "pipelines-file@1": "70019199a8c270b5",
};

const hashOf = (schema: z.ZodType): string => {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return createHash("sha256").update(JSON.stringify(json)).digest("hex").slice(0, 16);
};

test("every contract has the shape that its version promises", () => {
  const shapes = Object.fromEntries(Object.entries(pinnedContracts).map(([name, schema]) => [name, hashOf(schema)]));
  expect(shapes).toEqual(pins);
});
