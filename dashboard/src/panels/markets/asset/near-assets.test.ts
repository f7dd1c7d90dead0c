import { expect, test } from "vitest";
import { nearAssets } from "./near-assets.ts";

const assets = ["BTC-USD", "ETH-USD", "ETC-USD", "LINK-USD", "XRP-USD"];

test.each([
  ["ETX-USD", ["ETC-USD", "ETH-USD"]],
  ["eth", ["ETH-USD", "ETC-USD"]],
  ["LINC-USD", ["LINK-USD"]],
  ["B", ["BTC-USD"]],
  ["QQQQ-USD", []],
  ["", []],
])("%s", (asked, near) => {
  expect(nearAssets(asked, assets)).toEqual(near);
});
