import fc from "fast-check";
import { expect, test } from "vitest";
import type { SendOutcome } from "./classify-send-error.ts";
import { mergeSendOutcomes } from "./merge-send-outcomes.ts";

const fresh: SendOutcome = { outcome: "accepted", how: "fresh" };
const known: SendOutcome = { outcome: "accepted", how: "already-known" };
const used: SendOutcome = { outcome: "nonce-too-low", message: "nonce too low" };
const unknown: SendOutcome = { outcome: "unknown", reason: "timeout" };
const poor: SendOutcome = { outcome: "refused", code: "insufficient-funds", message: "" };
const full: SendOutcome = { outcome: "refused", code: "pool-full", message: "" };

test.each([
  ["one acceptance is enough", [poor, unknown, used, known], known],
  ["a fresh one says more than a known one", [known, fresh], fresh],
  ["a used nonce is a fact, a lost answer is none", [poor, unknown, used], used],
  ["a lost answer may have landed, whoever else refused", [poor, unknown, full], unknown],
  ["a refusal by all is a refusal, told in the words of the first", [full, poor], full],
  ["nobody to send to", [], { outcome: "unknown", reason: "no endpoint was there to send to" }],
] as const)("%s", (_name, outcomes, expected) => {
  expect(mergeSendOutcomes(outcomes)).toEqual(expected);
});

test("a refusal is told exactly where all refused", () => {
  const outcomes = fc.array(fc.constantFrom(fresh, known, used, unknown, poor, full), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(outcomes, (all) => {
      const isRefusedByAll = all.every(({ outcome }) => outcome === "refused");
      expect(mergeSendOutcomes(all).outcome === "refused").toBe(isRefusedByAll);
      const isAccepted = all.some(({ outcome }) => outcome === "accepted");
      expect(mergeSendOutcomes(all).outcome === "accepted").toBe(isAccepted);
    }),
    { seed: 3, numRuns: 300 },
  );
});
