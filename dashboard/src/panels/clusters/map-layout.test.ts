import { expect, test } from "vitest";
import { layOutMap, shortenLabel } from "./map-layout.ts";

test.each([
  [1_100, 20, 18, 1],
  [1_100, 60, 1_000 / 60, 1],
  [1_100, 100, 10, 2],
  [1_100, 1_000, 1, 13],
  [340, 36, 18, 1],
  [0, 0, 18, 1],
])("%i px and %i leaves: rows of %f px, each %i-th has its name", (width, leaves, rowHeight, labelEvery) => {
  const layout = layOutMap(width, leaves);
  expect(layout).toMatchObject({ rowHeight, labelEvery, plotHeight: rowHeight * leaves });
  expect(layout.mapWidth).toBeGreaterThanOrEqual(0);
  if (width > 0) expect(layout.mapLeft + layout.mapWidth).toBeLessThanOrEqual(width);
});

test.each([
  ["ETH", 60, "ETH"],
  ["market: will-the-fed-cut", 60, "market: …"],
])("%s in %i px is %s", (name, width, shown) => {
  expect(shortenLabel(name, width)).toBe(shown);
});
