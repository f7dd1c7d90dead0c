import { expect, test } from "vitest";
import { changeKind, explainChange } from "./explain-change.ts";

const point = (...evidence: readonly (readonly [string, number])[]) => ({
  asOfMs: 0,
  validUntilMs: 0,
  value: 0,
  evidence: evidence.map(([eventId, share], index) => ({ eventId, eventTimeMs: index, share })),
});

test("what came, went, grew and faded, the largest first; what stayed is left out", () => {
  const first = point(["war", -0.3], ["hack", -0.1], ["quiet", 0.2], ["talk", 0.1]);
  const last = point(["war", -0.12], ["ban", -0.4], ["quiet", 0.201], ["talk", 0.16]);
  expect(
    explainChange(first, last).map((change) => [change.eventId, changeKind(change), change.by.toFixed(2)]),
  ).toEqual([
    ["ban", "came", "-0.40"],
    ["war", "faded", "0.18"],
    ["hack", "went", "0.10"],
    ["talk", "grew", "0.06"],
  ]);
});

test("the same reading twice has no difference", () => {
  expect(explainChange(point(["war", -0.3]), point(["war", -0.3]))).toEqual([]);
});
