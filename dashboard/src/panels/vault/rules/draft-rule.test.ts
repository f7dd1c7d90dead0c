import fc from "fast-check";
import { expect, test } from "vitest";
import { VaultRule } from "../../../../../contracts/vault-rule.ts";
import { draftOf, emptyRule, fractionOf, percentOf, type RuleDraft, readRule } from "./draft-rule.ts";

const draft = (change: Partial<RuleDraft>): RuleDraft => ({ ...emptyRule, id: "floor", ...change });

test.each([
  [{}, { id: "floor", when: { type: "health-below", value: "1.3" }, cooldown: "1h", action: { type: "notify" } }],
  [
    { name: " Ten percent ", when: "drawdown-beyond", percent: "10", cooldown: "6h", action: "close" },
    {
      ...{ id: "floor", name: "Ten percent", when: { type: "drawdown-beyond", fraction: "0.10" } },
      ...{ cooldown: "6h", action: { type: "close" } },
    },
  ],
  [
    { when: "schedule", from: "2026-01-05T09:00:00Z", action: "cast", spell: "ironvine", params: '{"sell":"WETH"}' },
    {
      ...{ id: "floor", when: { type: "schedule", every: "7d", from: "2026-01-05T09:00:00Z" }, cooldown: "1h" },
      action: { type: "cast", spell: "ironvine", params: { sell: "WETH" }, deadline: "30m" },
    },
  ],
] as const)("%o", (change, rule) => {
  const read = readRule(draft(change as Partial<RuleDraft>));
  expect(read).toEqual({ ok: true, value: rule });
  if (read.ok) expect(readRule(draftOf(read.value))).toEqual({ ok: true, value: VaultRule.parse(rule) });
});

test.each([
  [{ id: "" }, ["id"]],
  [{ health: "high" }, ["health"]],
  [{ when: "drawdown-beyond", percent: "100" }, ["percent"]],
  [{ when: "drawdown-beyond", percent: "x" }, ["percent"]],
  [{ when: "schedule", every: "5s", from: "tomorrow" }, ["every", "from"]],
  [{ cooldown: "1 hour" }, ["cooldown"]],
  [{ action: "cast", params: "{", deadline: "" }, ["params", "spell", "deadline"]],
  [{ action: "cast", spell: "ironvine", params: "[]" }, ["params"]],
] as const)("%o is wrong in %j", (change, fields) => {
  const read = readRule(draft(change as Partial<RuleDraft>));
  expect(new Set(read.ok ? [] : Object.keys(read.error))).toEqual(new Set(fields));
});

test("a percentage becomes a fraction and comes back, digit by digit", () => {
  expect([fractionOf("12.5"), fractionOf("7"), fractionOf("250")]).toEqual(["0.125", "0.07", "2.50"]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), (hundredths) => {
      const digits = String(hundredths).padStart(3, "0");
      const percent = `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, "") || "0";
      expect(percentOf(fractionOf(percent))).toBe(percent);
    }),
  );
});
