import { expect, test } from "vitest";
import { holdOrder } from "./hold-order.ts";
import type { MarketRow } from "./market-rows.ts";

const rowsOf = (assets: string): MarketRow[] => [...assets].map((asset) => ({ asset }) as MarketRow);

test.each([
  ["nothing has moved", "abc", "abc", "abc"],
  ["what has moved stays where it was", "cab", "abc", "abc"],
  ["what is gone is gone", "ca", "abc", "ac"],
  ["what is new comes last, as sorted", "ecdab", "abc", "abced"],
  ["nothing was held", "ba", "", "ba"],
])("%s", (_, sorted, held, expected) => {
  const rows = rowsOf(sorted);
  expect(
    holdOrder(rows, [...held])
      .map(({ asset }) => asset)
      .join(""),
  ).toBe(expected);
  expect(new Set(holdOrder(rows, [...held]))).toEqual(new Set(rows));
});
