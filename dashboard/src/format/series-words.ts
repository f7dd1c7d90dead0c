import { AssetId } from "../../../contracts/ids.ts";
import { assetSymbol } from "./short-hex.ts";

export const isAsset = (series: string): boolean => AssetId.safeParse(series).success;

/** A series as people read it: `ETH-USD` is `ETH`, `event.war` is `event: war`. */
export function seriesName(series: string): string {
  const [, kind, rest] = /^(market|factor|event)\.(.+)$/.exec(series) ?? [];
  return kind === undefined ? assetSymbol(series) : `${kind}: ${rest}`;
}

/** Why the analytics left a series out, in words. A reason that the page does not know is shown as it is. */
export function seriesRefusal(reason: string): string {
  return refusals[reason] ?? reason;
}

const refusals: Readonly<Record<string, string>> = {
  "too-few-returns": "too little history in the window",
  "too-few-changes": "its price stands still too often",
  constant: "it does not move at all",
  "not-a-number": "a return that is no number",
  "too-large": "a return too large to be one",
  "no-room": "there are more series than are kept",
};
