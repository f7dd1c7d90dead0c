import { expect, test } from "vitest";
import { priceSnapshot } from "../../data/test-data.ts";
import { findMovers } from "./movers.ts";

const hour = 3_600_000;
const line = (from: number, to: number) => [
  { atMs: 0, priceUsd: from },
  { atMs: hour, priceUsd: to },
];
const history = new Map([
  ["A-USD", line(100, 110)],
  ["B-USD", line(100, 90)],
  ["C-USD", line(100, 130)],
  ["D-USD", line(100, 100)],
  ["E-USD", line(100, 95)],
]);
const snapshot = priceSnapshot(hour, {
  "A-USD": 110,
  "B-USD": 90,
  "C-USD": 130,
  "D-USD": 100,
  "E-USD": 95,
  "NEW-USD": 1,
});

test.each([
  [hour, 5, ["C", "A"], ["B", "E"], 5],
  [hour, 1, ["C"], ["B"], 5],
  [24 * hour, 5, [], [], 0],
])("over %d ms, at most %d", (windowMs, count, up, down, known) => {
  const found = findMovers(snapshot, history, windowMs, count);
  const names = (list: typeof found.up) => list.map(({ asset }) => asset.replace("-USD", ""));
  expect({ up: names(found.up), down: names(found.down), known: found.known }).toEqual({ up, down, known });
});
