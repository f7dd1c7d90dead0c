import { expect, test } from "vitest";
import { priceSnapshot } from "../../../data/test-data.ts";
import { buildMarketRows, clusterOfAssets, searchRows } from "./market-rows.ts";
import { formatSort, nextSort, parseSort, type Sort, sortRows } from "./sort-rows.ts";

const hourMs = 3_600_000;
const snapshot = {
  ...priceSnapshot(hourMs, { "BTC-USD": 90, "ETH-USD": 120, "XRP-USD": 1 }),
  refused: [{ asset: "EOS-USD" as never, reason: "no-quorum" as const, sources: [] }],
};
const line = (first: number, last: number) => [
  { atMs: 0, priceUsd: first },
  { atMs: hourMs, priceUsd: last },
];
const clusters = clusterOfAssets({
  clusters: [
    { members: ["ETH-USD", "XRP-USD"], medoid: "ETH-USD" },
    { members: ["BTC-USD"], medoid: "BTC-USD" },
  ],
} as never);
const rows = buildMarketRows(
  snapshot,
  new Map([
    ["BTC-USD", line(100, 90)],
    ["ETH-USD", line(100, 120)],
  ]),
  clusters,
  (asset) => asset,
);
const namesOf = (some: readonly { readonly asset: string }[]) => some.map(({ asset }) => asset.slice(0, 3));

test("changes come from the history, clusters from the run; a refused asset has a reason and no price", () => {
  expect(
    rows.map(({ asset, changeHour, changeDay, used, cluster, refused }) => [
      asset,
      changeHour?.toFixed(2),
      changeDay?.toFixed(2),
      used,
      cluster?.number,
      refused?.reason,
    ]),
  ).toEqual([
    ["BTC-USD", "-0.10", "-0.10", 1, 2, undefined],
    ["ETH-USD", "0.20", "0.20", 1, 1, undefined],
    ["XRP-USD", undefined, undefined, 1, 1, undefined],
    ["EOS-USD", undefined, undefined, 0, undefined, "no-quorum"],
  ]);
});

test.each([
  ["hour-down", ["ETH", "BTC", "EOS", "XRP"]],
  ["hour-up", ["BTC", "ETH", "EOS", "XRP"]],
  ["price-down", ["ETH", "BTC", "XRP", "EOS"]],
  ["asset-down", ["XRP", "ETH", "EOS", "BTC"]],
  ["cluster-up", ["ETH", "XRP", "BTC", "EOS"]],
  ["sources-down", ["BTC", "ETH", "XRP", "EOS"]],
  ["nonsense", ["BTC", "ETH", "EOS", "XRP"]],
])("sorted by %s", (text, expected) => {
  expect(namesOf(sortRows(rows, parseSort(text)))).toEqual(expected);
});

test.each([
  ["price-down", { key: "price", direction: "down" }, "price-down"],
  [undefined, { key: "hour", direction: "up" }, null],
  ["price", { key: "hour", direction: "up" }, null],
  ["constructor-up", { key: "hour", direction: "up" }, null],
] as [string | undefined, Sort, string | null][])("the address says %s", (text, sort, back) => {
  expect(parseSort(text)).toEqual(sort);
  expect(formatSort(sort)).toBe(back);
});

test("the same head again turns the order; another starts its own way", () => {
  expect(nextSort({ key: "price", direction: "down" }, "price")).toEqual({ key: "price", direction: "up" });
  expect(nextSort({ key: "price", direction: "up" }, "hour")).toEqual({ key: "hour", direction: "down" });
  expect(nextSort({ key: "price", direction: "up" }, "asset")).toEqual({ key: "asset", direction: "up" });
});

test.each([
  ["", ["BTC", "ETH", "XRP", "EOS"]],
  ["  eth ", ["ETH", "XRP"]],
  ["xrp eth", ["XRP"]],
  ["eos-usd", ["EOS"]],
  ["cluster 2", ["BTC"]],
  ["nothing", []],
])("searched for %j", (text, expected) => {
  expect(namesOf(searchRows(rows, text))).toEqual(expected);
});
