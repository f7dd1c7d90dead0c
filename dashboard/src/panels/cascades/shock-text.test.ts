import { describe, expect, test } from "vitest";
import { faultOf, readShocks, type TypedShock, writeShocks } from "./shock-text.ts";

test.each<[string, TypedShock[], string]>([
  ["", [], ""],
  ["ETH-USD=-0.1", [{ asset: "ETH-USD", percent: "−10" }], "ETH-USD=-0.1"],
  [
    "ETH-USD=-0.10, BTC-USD=0.055",
    [
      { asset: "ETH-USD", percent: "−10" },
      { asset: "BTC-USD", percent: "5.5" },
    ],
    "ETH-USD=-0.1,BTC-USD=0.055",
  ],
  ["ETH-USD=-0.07", [{ asset: "ETH-USD", percent: "−7" }], "ETH-USD=-0.07"],
  ["ETH-USD=-0.29", [{ asset: "ETH-USD", percent: "−29" }], "ETH-USD=-0.29"],
  ["ETH-USD=soon", [{ asset: "ETH-USD", percent: "soon" }], "ETH-USD=soon"],
  ["ETH-USD", [{ asset: "ETH-USD", percent: "" }], "ETH-USD="],
])("%j in the link, %j in the form, and back", (text, lines, back) => {
  expect(readShocks(text)).toEqual(lines);
  expect(writeShocks(lines)).toBe(back);
});

test.each([
  ["-10", "-0.1"],
  ["−10", "-0.1"],
  [" −12,5 % ", "-0.125"],
  ["+3", "0.03"],
  [".5", "0.005"],
])("typed %j is written %s", (percent, size) => {
  expect(
    writeShocks([
      { asset: "A", percent },
      { asset: " ", percent: "" },
    ]),
  ).toBe(`A=${size}`);
});

describe("what is wrong", () => {
  test.each([
    ["ETH-USD", "-10", null],
    ["", "", null],
    ["", "-10", "Choose an asset."],
    ["XYZ-USD", "-10", "XYZ-USD has no place in this run."],
    ["ETH-USD", "", "Give a size in percent, such as −10."],
    ["ETH-USD", "ten", "Give a size in percent, such as −10."],
    ["ETH-USD", "1e2", "Give a size in percent, such as −10."],
    ["ETH-USD", "-101", "A size is from −100 to 1,000 %."],
    ["ETH-USD", "1001", "A size is from −100 to 1,000 %."],
  ])("%j %j: %s", (asset, percent, words) => {
    expect(faultOf({ asset, percent }, ["BTC-USD", "ETH-USD"])).toBe(words);
  });
});
