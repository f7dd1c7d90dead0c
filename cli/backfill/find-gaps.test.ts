import { expect, test } from "vitest";
import { AssetId } from "../../contracts/ids.ts";
import { createGapFinder } from "./find-gaps.ts";

const [btc, eth] = ["BTC-USD", "ETH-USD"].map((id) => AssetId.parse(id)) as [AssetId, AssetId];

test("windows in a row are one gap, each asset by itself", () => {
  const gaps = createGapFinder(2);
  gaps.note(2, [btc, eth]);
  gaps.note(4, [btc]);
  gaps.note(6, []);
  gaps.note(8, [btc, eth]);
  expect(gaps.list()).toEqual([
    { asset: btc, fromMs: 2, toMs: 4, windows: 2 },
    { asset: eth, fromMs: 2, toMs: 2, windows: 1 },
    { asset: btc, fromMs: 8, toMs: 8, windows: 1 },
    { asset: eth, fromMs: 8, toMs: 8, windows: 1 },
  ]);
});
