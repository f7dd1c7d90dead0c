import { editDistance } from "../../../../../conditions/edit-distance.ts";
import { assetSymbol } from "../../../format/short-hex.ts";

/** Assets that one may have meant: those that begin as it does, then slips of the pen. At most five. */
export function nearAssets(asked: string, assets: readonly string[]): readonly string[] {
  const wanted = assetSymbol(asked.trim().toUpperCase()).slice(0, 20);
  if (wanted === "") return [];
  const distanceMax = Math.max(1, Math.floor(wanted.length / 2));
  return assets
    .flatMap((asset) => {
      const symbol = assetSymbol(asset);
      const rank = symbol.startsWith(wanted) ? 0 : editDistance(wanted, symbol, distanceMax);
      return rank > distanceMax ? [] : [{ asset, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank || (a.asset < b.asset ? -1 : 1))
    .slice(0, 5)
    .map(({ asset }) => asset);
}
