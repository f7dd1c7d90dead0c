import { expect, test } from "vitest";
import { compareHolding, type SeenHolding } from "./compare-holding.ts";

const own = { hash: "a", count: 2 };
const minuteMs = 60_000;
const seen = (lastEvaluatedMs: number | null, hasAlerted = false): SeenHolding => ({ lastEvaluatedMs, hasAlerted });

test.each<
  [
    string,
    { hash?: string; count?: number; lastEvaluatedMs?: number | null },
    SeenHolding | null,
    boolean,
    string | null,
  ]
>([
  ["the same, for the first time", {}, null, false, null],
  ["the same, and evaluated since", { lastEvaluatedMs: 4 * minuteMs }, seen(2 * minuteMs), false, null],
  ["the same, and nothing evaluated since", {}, seen(2 * minuteMs), false, "evaluated since 1970-01-01 00:02 UTC"],
  ["still nothing: told once", {}, seen(2 * minuteMs, true), false, null],
  ["never evaluated at all", { lastEvaluatedMs: null }, seen(null), false, "evaluated yet"],
  ["one is missing there", { hash: "b", count: 1 }, null, true, "held 1 conditions of this vault, it has 2"],
  ["all are missing there", { hash: "", count: 0 }, seen(2 * minuteMs), true, "held 0 conditions"],
  ["as many, but others", { hash: "b" }, null, true, "pull them again"],
])("%s", (_what, change, before, needsPull, alert) => {
  const compared = compareHolding(own, { ...own, lastEvaluatedMs: 2 * minuteMs, ...change }, before);
  expect(compared.needsPull).toBe(needsPull);
  if (alert === null) expect(compared.alert).toBeNull();
  else expect(compared.alert).toContain(alert);
});

test("a vault without conditions waits for no evaluation", () => {
  const none = { hash: "e", count: 0 };
  const compared = compareHolding(none, { ...none, lastEvaluatedMs: 1 }, seen(1));
  expect(compared).toEqual({ needsPull: false, alert: null, seen: seen(1) });
});
