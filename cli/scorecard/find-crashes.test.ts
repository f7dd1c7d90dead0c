import { expect, test } from "vitest";
import type { SignalKey } from "../../contracts/ids.ts";
import { findCrashes } from "./find-crashes.ts";
import type { History } from "./history.ts";

/** Prices at times 1, 2, 3, …; null: none then. */
const history = (asset: string, ...prices: readonly (number | null)[]): History => {
  const known = prices.flatMap((price, at) => (price === null ? [] : [{ atMs: at + 1, price }]));
  const series = {
    key: `price.${asset}` as SignalKey,
    knownAtMs: Float64Array.from(known, ({ atMs }) => atMs),
    value: Float64Array.from(known, ({ price }) => price),
    ...{ range: null, validUntilMs: null },
  };
  return { asset, series };
};

const settings = { gridMs: 1, horizonMs: 2, fall: 0.08, crashesMax: 5 };

test.each<readonly [title: string, histories: readonly History[], more: object, crashes: readonly string[]]>([
  ["nothing falls", [history("A", 10, 10, 11, 12)], {}, []],
  ["the moment before the deepest fall", [history("A", 10, 10, 10, 8, 5, 5, 5)], {}, ["3: -0.50"]],
  ["of equal falls the earliest", [history("A", 10, 10, 5, 5, 5)], {}, ["1: -0.50"]],
  ["a fall of exactly that much is none", [history("A", 100, 100, 92)], {}, []],
  ["a lesser one that does not overlap", [history("A", 10, 9, 8, 8, 8, 6, 4)], {}, ["1: -0.20", "5: -0.50"]],
  ["at most so many, the deepest", [history("A", 10, 9, 8, 8, 8, 6, 4)], { crashesMax: 1 }, ["5: -0.50"]],
  [
    "the median of an odd number",
    [history("A", 9, 9, 9), history("B", 10, 9, 8), history("C", 10, 5, 1)],
    {},
    ["1: -0.20"],
  ],
  ["of two the middle of their logarithms", [history("A", 9, 9, 9), history("B", 4, 4, 1)], {}, ["1: -0.50"]],
  ["half of the assets must have both prices", [history("A", 4, 4, 1), history("B", 1), history("C", 1)], {}, []],
  ["a price as old as a step of the grid is none", [history("A", 10, 10, null, 5)], {}, ["2: -0.50"]],
])("%s", (_, histories, more, crashes) => {
  const found = findCrashes(histories, { ...settings, ...more });
  expect(found.map(({ onsetMs, medianReturn }) => `${onsetMs}: ${medianReturn.toFixed(2)}`)).toEqual(crashes);
});
