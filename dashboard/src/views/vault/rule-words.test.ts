import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { VaultRule } from "../../../../contracts/vault-rule.ts";
import { describeAction, describeWhen } from "./rule-words.ts";

const rule = (when: object, action: object) => VaultRule.parse({ id: "r", when, action });
const notify = { type: "notify" };

test.each([
  [
    rule({ type: "health-below", value: "1.3" }, { type: "close" }),
    "When the health factor of the loans is below 1.3",
    "it closes the whole vault",
  ],
  [
    rule({ type: "drawdown-beyond", fraction: "0.07" }, notify),
    "When the vault is worth 7 % less than at its highest since this rule was set or last fired",
    "it tells you",
  ],
  [
    rule(
      { type: "schedule", every: "7d", from: "2026-01-05T09:00:00Z" },
      { type: "cast", spell: "everbloom", params: {}, deadline: "2h" },
    ),
    "Every 7 d, counted from 2026-01-05T09:00:00Z",
    "it casts everbloom within 2 h",
  ],
])("$when.type", (given, when, action) => {
  expect([describeWhen(given), describeAction(given)]).toEqual([when, action]);
});

test("the examples that owners read are rules, one of each kind", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../../docs/vault.md"), "utf8");
  const examples = [...page.matchAll(/```json\n([^`]+)```/g)].map(([, json = ""]) => VaultRule.parse(JSON.parse(json)));
  const kinds = VaultRule.shape.when.options.map(({ shape }) => shape.type.value);
  expect(examples.map((example) => example.when.type)).toEqual(kinds);
});
