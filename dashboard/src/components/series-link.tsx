import { isAsset, seriesName } from "../format/series-words.ts";
import type { Host } from "../host/panel.ts";

/** What links need of the host. It stays the same while the page is open, so what has only links is not made anew. */
export type Links = Pick<Host, "hrefOf">;

/** Where a series is shown: an asset among the markets, anything else in the world. */
export const seriesHref = (links: Links, series: string): string =>
  isAsset(series) ? links.hrefOf("markets", { asset: series }) : links.hrefOf("world");

/** A series by its name, as a link to where it is shown. */
export function SeriesLink({ links, series }: { readonly links: Links; readonly series: string }) {
  return (
    <a className="series-link" href={seriesHref(links, series)} title={series}>
      {seriesName(series)}
    </a>
  );
}
