import fc from "fast-check";
import { expect, test } from "vitest";
import { SpellView } from "../../../../contracts/spell.ts";
import { checkParams } from "./check-params.ts";
import { readField, writeField } from "./field-text.ts";
import { paramFieldsOf, startParams, unitOf } from "./param-fields.ts";

const bps = { type: "integer", minimum: 1, maximum: 1_000, title: "Slippage", description: "How much.", unit: "bp" };
const spell = SpellView.parse({
  name: "everbloom",
  purpose: "Buy.",
  risk: "medium",
  warnings: [],
  reads: [],
  params: {
    type: "object",
    properties: {
      sell: { type: "string", title: "Pay with", description: "What is given.", format: "token", examples: ["USDC"] },
      amount: {
        type: "string",
        title: "Each time",
        format: "decimal",
        unit: "sell",
        pattern: "^(0|[1-9]\\d{0,17})(\\.\\d{0,17}[1-9])?$",
        examples: ["100"],
      },
      validFor: { type: "string", format: "duration", pattern: "^\\d{1,9}[smhd]$", examples: ["2h"] },
      slippageBps: { ...bps, examples: [100] },
    },
    additionalProperties: false,
  },
});
const fields = paramFieldsOf(spell);
const good = { sell: "WETH", amount: "0.25", validFor: "2h", slippageBps: 100 };

test("a field for each parameter, in order, with its words, its unit and a beginning", () => {
  expect(fields.map(({ name, title, type }) => [name, title, type])).toEqual([
    ["sell", "Pay with", "string"],
    ["amount", "Each time", "string"],
    ["validFor", "validFor", "string"],
    ["slippageBps", "Slippage", "integer"],
  ]);
  expect(startParams(fields)).toEqual({ sell: "USDC", amount: "100", validFor: "2h", slippageBps: 100 });
  expect(fields.map((field) => unitOf(field, fields, good))).toEqual(["", "WETH", "", "bp"]);
});

test.each([
  ["all well", {}, []],
  ["missing", { sell: "" }, [["sell", "this is missing"]]],
  ["no decimal", { amount: "1,5" }, [["amount", "expected a plain decimal, such as 100"]]],
  ["an exponent", { amount: "1e3" }, [["amount", "expected a plain decimal, such as 100"]]],
  ["nothing", { amount: "0" }, [["amount", "expected more than 0"]]],
  ["a number for a text", { amount: 5 }, [["amount", "expected a text, such as 100"]]],
  ["no time", { validFor: "0h" }, [["validFor", "expected more than 0"]]],
  ["too much", { slippageBps: 1_001 }, [["slippageBps", "expected a whole number from 1 to 1000"]]],
  ["a text for a number", { slippageBps: "1 %" }, [["slippageBps", "expected a whole number from 1 to 1000"]]],
  ["another name", { slippageBp: 1 }, [["slippageBp", "there is no such field; did you mean slippageBps?"]]],
])("%s", (_, change, faults) => {
  const found = checkParams(fields, { ...good, ...change });
  expect(found.map(({ name, message }) => [name, message])).toEqual(faults);
});

test("whatever is typed into a field is read back as it was typed, and nothing else changes", () => {
  const path = fc.constantFrom<string[]>(["name"], ["maxFires"], ["action", "params", "x"], ["activeHours", "from"]);
  fc.assert(
    fc.property(path, fc.string(), fc.constantFrom("text", "integer"), (at, text, kind) => {
      const before = { when: "a", action: { type: "cast", params: { y: "1" } } };
      const after = writeField(before, at, text, kind);
      expect(readField(after, at)).toBe(text);
      expect(readField(after, ["when"])).toBe("a");
      expect(readField(after, ["action", "params", "y"])).toBe("1");
    }),
  );
  const numbers = ["0", "7", "12345"].map((text) => writeField({}, ["n"], text, "integer").n);
  expect(numbers).toEqual([0, 7, 12_345]);
  expect(["007", "1.5", "-1", " 1"].map((text) => writeField({}, ["n"], text, "integer").n)).toEqual([
    "007",
    "1.5",
    "-1",
    " 1",
  ]);
});
