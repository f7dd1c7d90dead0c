import { expect, test } from "vitest";
import { priceSnapshot } from "../../data/test-data.ts";
import { buildPriceRows, nextSort, type Sort, sortPriceRows } from "./price-rows.ts";

const hourMs = 3_600_000;
const prices = { "BTC-USD": 90, "ETH-USD": 120, "XRP-USD": 1 };
const snapshot = {
  ...priceSnapshot(hourMs, prices),
  refused: [{ asset: "EOS-USD" as never, reason: "no-quorum" as const, sources: [] }],
};
const line = (first: number, last: number) => [
  { atMs: 0, priceUsd: first },
  { atMs: hourMs, priceUsd: last },
];
const rows = buildPriceRows(
  snapshot,
  new Map([
    ["BTC-USD", line(100, 90)],
    ["ETH-USD", line(100, 120)],
  ]),
);
const order = (sort: Sort) => sortPriceRows(rows, sort).map(({ asset }) => asset.slice(0, 3));

test("changes come from the history; a refused asset has a reason and no price", () => {
  expect(rows.map(({ asset, changeHour, refused }) => [asset, changeHour?.toFixed(2), refused?.reason])).toEqual([
    ["BTC-USD", "-0.10", undefined],
    ["ETH-USD", "0.20", undefined],
    ["XRP-USD", undefined, undefined],
    ["EOS-USD", undefined, "no-quorum"],
  ]);
});

test.each([
  [{ key: "changeHour", direction: "down" }, ["ETH", "BTC", "EOS", "XRP"]],
  [{ key: "changeHour", direction: "up" }, ["BTC", "ETH", "EOS", "XRP"]],
  [{ key: "price", direction: "down" }, ["ETH", "BTC", "XRP", "EOS"]],
  [{ key: "asset", direction: "down" }, ["XRP", "ETH", "EOS", "BTC"]],
] as [Sort, string[]][])("%o", (sort, expected) => {
  expect(order(sort)).toEqual(expected);
});

test("the same head again turns the order; another starts its own way", () => {
  expect(nextSort({ key: "price", direction: "down" }, "price")).toEqual({ key: "price", direction: "up" });
  expect(nextSort({ key: "price", direction: "up" }, "changeHour")).toEqual({ key: "changeHour", direction: "down" });
  expect(nextSort({ key: "price", direction: "up" }, "asset")).toEqual({ key: "asset", direction: "up" });
});
