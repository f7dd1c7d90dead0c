import { memo } from "react";
import { Change, toneOf } from "../../../components/change.tsx";
import { Sparkline } from "../../../components/sparkline.tsx";
import { formatPrice, formatShare } from "../../../format/format-number.ts";
import { formatAge } from "../../../format/format-time.ts";
import { describeSource, formatDispersion } from "../../../format/quote-words.ts";
import { assetRefusalWords } from "../../../format/reason-words.ts";
import type { Host, Params } from "../../../host/panel.ts";
import type { MarketRow, RowCluster } from "./market-rows.ts";

type MarketRowProps = {
  readonly row: MarketRow;
  /** Its place among all rows, those that are not drawn too. */
  readonly place: number;
  /** What stays in the address beside the asset. */
  readonly params: Params;
  readonly hrefOf: Host["hrefOf"];
  readonly nowMs: number;
  readonly isActive: boolean;
};

/** One asset. The whole row leads to its page; of all rows one takes part in the order of the Tab key. */
export const MarketRowView = memo(function MarketRowView(props: MarketRowProps) {
  const { row, place, params, hrefOf, nowMs, isActive } = props;
  const { asset, tick, points, changeHour, changeDay } = row;
  const href = hrefOf("markets", { ...params, asset });
  return (
    // The head is the first row.
    <tr data-testid={`price-row-${asset}`} aria-rowindex={place + 2} className="mk-row">
      <th scope="row" className="mk-asset">
        <a href={href} className="mk-link" tabIndex={isActive ? 0 : -1} data-asset={asset}>
          <span className="mk-symbol">{row.symbol}</span>
          <span className="mk-name">{row.name}</span>
        </a>
      </th>
      <td className="mk-line">
        <Sparkline points={points} tone={toneOf(changeDay)} />
      </td>
      {tick === null ? (
        <RefusedCells row={row} />
      ) : (
        <>
          <td className="mk-number mk-price number">
            {formatPrice(tick.priceUsd)}
            {nowMs > tick.validUntilMs ? <span className="mk-expired tone-warn"> expired</span> : null}
          </td>
          <td className="mk-number mk-hour">
            <Change value={changeHour} />
          </td>
          <td className="mk-number mk-day">
            <Change value={changeDay} />
          </td>
          <td className="mk-number mk-sources">
            <span
              className={`number ${row.used === tick.sources.length ? "muted" : "tone-warn"}`}
              title={tick.sources.map(describeSource).join(", ")}
            >
              {row.used} of {tick.sources.length}
            </span>
          </td>
          <td className="mk-number mk-quality number muted" title={`dispersion ${formatDispersion(tick.dispersion)}`}>
            {formatShare(tick.quality)}
          </td>
          <td className={`mk-number mk-age number ${nowMs > tick.validUntilMs ? "tone-warn" : "muted"}`}>
            {formatAge(nowMs - tick.sampleAtMs)}
          </td>
        </>
      )}
      <ClusterCell cluster={row.cluster} />
    </tr>
  );
});

/** In the place of the price and its changes; the other columns keep their own cells, as a small screen hides some of them. */
function RefusedCells({ row: { refused } }: { readonly row: MarketRow }) {
  const reason = refused === null ? "unknown" : assetRefusalWords[refused.reason];
  const sources = refused?.sources.map(describeSource).join(", ") ?? "";
  return (
    <>
      <td className="mk-refused" colSpan={3} title={sources}>
        No price: {reason}
        {sources === "" ? null : <span className="muted mk-why"> ({sources})</span>}
      </td>
      <td className="mk-number mk-sources number muted">0 of {refused?.sources.length ?? 0}</td>
      <td className="mk-number mk-quality muted">–</td>
      <td className="mk-number mk-age muted">–</td>
    </>
  );
}

function ClusterCell({ cluster }: { readonly cluster: RowCluster | null }) {
  if (cluster === null) return <td className="mk-cluster muted">–</td>;
  const { number, medoid, size } = cluster;
  return (
    <td className="mk-cluster" title={size === 1 ? "on its own" : `${size} assets that move together`}>
      <span className="mk-cluster-number number">{number}</span> <span className="muted">{medoid}</span>
    </td>
  );
}
