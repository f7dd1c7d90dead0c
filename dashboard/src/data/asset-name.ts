/** Names of assets by id, put in at build time from the pipeline file. */
declare const __ASSET_NAMES__: Readonly<Record<string, string>>;

/** The asset's name as people know it: `ETH-USD` is Ether. An asset that the page does not know keeps its id. */
export function assetName(asset: string): string {
  return __ASSET_NAMES__[asset] ?? asset;
}
