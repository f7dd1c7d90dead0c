import { expect, test } from "vitest";
import { readPreviewRequest } from "./read-preview-request.ts";

const trigger = { id: "t", when: "price('ETH-USD') < 2500" };
const read = (body: unknown) => readPreviewRequest(JSON.stringify(body));

test.each<readonly [body: object, days: number]>([
  [{ trigger }, 7],
  [{ trigger, days: 1 }, 1],
])("%j looks back %d days", (body, days) => {
  const request = read(body);
  expect(request).toMatchObject({ ok: true, value: { days, trigger: { id: "t", mode: "once", cooldown: "0s" } } });
});

test.each<readonly [body: unknown, detail: string]>([
  [{ trigger, days: 0 }, "days: Too small: expected number to be >=1"],
  [{ trigger, days: 8 }, "days: Too big: expected number to be <=7"],
  [{ trigger, days: 1.5 }, "days: Invalid input: expected int, received number"],
  [{ trigger, hours: 1 }, 'Unrecognized key: "hours"'],
  [{ days: 1 }, "trigger: Invalid input: expected object, received undefined"],
  [{ trigger: [] }, "trigger: Invalid input: expected object, received array"],
  [[], "Invalid input: expected object, received array"],
  [null, "Invalid input: expected object, received null"],
])("%j is a bad request", (body, detail) => {
  expect(read(body)).toEqual({ ok: false, error: { code: "bad-request", detail, mistake: null } });
});

test("so is what is no JSON", () => {
  expect(readPreviewRequest("{")).toMatchObject({ ok: false, error: { code: "bad-request" } });
});

test.each<readonly [fields: object, field: string, message: string]>([
  [{ for: "1 hour" }, "for", "expected a whole number and one of s, m, h, d"],
  [{ wen: "true" }, "wen", 'Unrecognized key: "wen"'],
  [{ action: { type: "notify", loud: true } }, "action.loud", 'Unrecognized key: "loud"'],
  [{ when: "" }, "when", "Too small: expected string to have >=1 characters"],
])("a trigger with %j is refused, and its field named", (fields, field, message) => {
  expect(read({ trigger: { ...trigger, ...fields } })).toEqual({
    ok: false,
    error: {
      code: "trigger-refused",
      detail: `${field}: ${message}`,
      mistake: { field, reason: "refused", message, position: null, suggestion: null },
    },
  });
});
