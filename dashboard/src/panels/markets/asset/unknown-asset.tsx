import { Notice } from "../../../components/notice.tsx";
import { SeriesLink } from "../../../components/series-link.tsx";
import type { Host } from "../../../host/panel.ts";
import { nearAssets } from "./near-assets.ts";

/** A link that names an asset that there is not. */
export function UnknownAsset({ host, asset }: { readonly host: Host; readonly asset: string }) {
  const { state, hrefOf } = host;
  const snapshot = state.prices.data;
  const known = [...(snapshot?.ticks ?? []), ...(snapshot?.refused ?? [])].map((each) => each.asset);
  const near = nearAssets(asset, known);
  return (
    <div className="single">
      <section className="panel" data-testid="unknown-asset" aria-label="Unknown asset">
        <Notice title={`There is no asset ${asset.slice(0, 40)} here`}>
          {known.length === 0
            ? "No prices have come yet, so it cannot be told which assets there are."
            : "The link may be of another instance, or the asset is not priced any more."}
        </Notice>
        {near.length === 0 ? null : (
          <p className="mk-near">
            Near to it:{" "}
            {near.map((each) => (
              <SeriesLink key={each} links={{ hrefOf }} series={each} />
            ))}
          </p>
        )}
        <p>
          <a href={hrefOf("markets")}>All {known.length === 0 ? "" : `${known.length} `}assets</a>
        </p>
      </section>
    </div>
  );
}
