import { expect, test } from "vitest";
import { cadenceMs, pricesOf, toMs } from "./test-preview.ts";
import { toSeries } from "./to-series.ts";

test.each<readonly [title: string, quotedMs: number, knownMs: number]>([
  ["at the window's end: there", 0, toMs],
  ["within the window: at the quote's own time", 1_500, toMs - 1_500],
  ["just after the point before: too", cadenceMs - 1, toMs - cadenceMs + 1],
  ["at the point before: not known before its window ends", cadenceMs, toMs],
  ["long before", 10 * cadenceMs, toMs],
])("a price quoted %s", (_, quotedMs, knownMs) => {
  const stored = pricesOf([5], toMs, { quotedMs });
  expect(toSeries(stored, cadenceMs)).toEqual({
    key: "price.ETH-USD",
    knownAtMs: Float64Array.of(knownMs),
    value: stored.value,
    range: stored.range,
    validUntilMs: null,
  });
});
