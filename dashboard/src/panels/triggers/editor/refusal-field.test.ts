import { expect, test } from "vitest";
import { refusalField } from "./refusal-field.ts";

const problem = (detail: string, kind: "refused" | "unknown" = "refused") => ({ kind, code: "bad-body", detail });

test.each([
  ["a field", problem("Not complete. (priority: ironvine can add exposure)"), "priority", "ironvine can add exposure"],
  ["a field in a field", problem("No. (action.params.sell: expected (this))"), "action.params.sell", "expected (this)"],
  ["no field", problem("This vault cannot do that yet. (try later)"), null, null],
  ["no answer", problem("No answer. (when: x)", "unknown"), null, null],
])("%s", (_, given, field, message) => {
  expect(refusalField(given)?.field ?? null).toBe(field);
  expect(refusalField(given)?.message ?? null).toBe(message);
});
