import { expect, test } from "vitest";
import type { SignalKey } from "../../contracts/ids.ts";
import { priceKnownAt } from "./price-lookup.ts";

const series = {
  key: "price.A/USDT" as SignalKey,
  knownAtMs: Float64Array.of(10, 20, 30),
  value: Float64Array.of(1, 2, 3),
  range: null,
  validUntilMs: null,
};

test.each<readonly [atMs: number, price: number | null]>([
  [9, null],
  [10, 1],
  [19, 1],
  [20, 2],
  [30, 3],
  [1_000, 3],
])("at %d the price is %s", (atMs, price) => {
  expect(priceKnownAt(series, atMs)?.price ?? null).toBe(price);
});

test("a series without samples has no price", () => {
  expect(priceKnownAt({ ...series, knownAtMs: new Float64Array(), value: new Float64Array() }, 30)).toBeNull();
});
