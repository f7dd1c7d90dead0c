import { type Market, type MarketAsset, type Said, type SourceName, saidBy, symbolOf } from "../market.ts";

/** What the server knows while it answers. */
export type View = {
  readonly market: Market;
  readonly endMs: number;
  readonly assetOf: (source: SourceName, symbol: string) => MarketAsset | undefined;
};
export type Answer = { readonly status?: number; readonly body: unknown };
/** One source's answers, in its own shape. */
export type Shape = (url: URL, body: string, view: View) => Answer;

/** What is said of a symbol that is asked for; undefined where the source knows none such. */
export function lookUp(source: SourceName, symbol: string, { market, endMs, assetOf }: View): Said | undefined {
  const asset = assetOf(source, symbol);
  const said = asset === undefined ? undefined : saidBy(source, asset, endMs, market);
  return said?.quirk === "unknown" ? undefined : said;
}

/** All that a source lists, without what is absent there. */
export function listAll(source: SourceName, { market, endMs }: View): readonly (readonly [string, Said])[] {
  return market.assets.flatMap((asset) => {
    const symbol = symbolOf(source, asset);
    const said = saidBy(source, asset, endMs, market);
    return symbol === undefined || said.quirk === "absent" ? [] : [[symbol, said] as const];
  });
}

/** Bid and ask; the wrong way round where the quote is unfit. */
export function bookOf({ price, quirk }: Said): { readonly bid: string; readonly ask: string } {
  const [low, high] = [String(price * 0.9998), String(price * 1.0002)];
  return quirk === "unfit" ? { bid: high, ask: low } : { bid: low, ask: high };
}
