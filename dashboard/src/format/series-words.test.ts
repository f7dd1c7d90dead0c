import { expect, test } from "vitest";
import { isAsset, seriesName, seriesRefusal } from "./series-words.ts";

test.each([
  ["ETH-USD", "ETH", true],
  ["market.fed-cut-june", "market: fed-cut-june", false],
  ["event.war", "event: war", false],
  ["factor.risk", "factor: risk", false],
  ["something.else", "something.else", false],
])("%s is %s", (series, name, asset) => {
  expect([seriesName(series), isAsset(series)]).toEqual([name, asset]);
});

test.each([
  ["too-few-returns", "too little history in the window"],
  ["unheard-of", "unheard-of"],
])("left out, %s: %s", (reason, words) => {
  expect(seriesRefusal(reason)).toBe(words);
});
