/** An address or hash as people compare it: `0x12ab…cd34`. */
export function shortHex(hex: string, edge = 4): string {
  return hex.length <= 2 * edge + 3 ? hex : `${hex.slice(0, 2 + edge)}…${hex.slice(-edge)}`;
}

/** A sentence with every address in it as people compare it. */
export const shortenAddresses = (text: string): string => text.replace(/0x[0-9a-fA-F]{40}\b/g, (hex) => shortHex(hex));

/** The symbol of an asset without its quote currency: `ETH-USD` is `ETH`. */
export function assetSymbol(asset: string): string {
  return asset.replace(/-USD$/, "");
}
