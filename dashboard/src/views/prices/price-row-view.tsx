import type { PriceTick } from "../../../../contracts/price-ticks.ts";
import { Change, toneOf } from "../../components/change.tsx";
import { Sparkline } from "../../components/sparkline.tsx";
import { assetName } from "../../data/asset-name.ts";
import { formatPrice, formatShare } from "../../format/format-number.ts";
import { formatAge } from "../../format/format-time.ts";
import { describeSource, formatDispersion } from "../../format/quote-words.ts";
import { assetRefusalWords } from "../../format/reason-words.ts";
import { assetSymbol } from "../../format/short-hex.ts";
import type { PriceRow } from "./price-rows.ts";

type PriceRowProps = {
  readonly row: PriceRow;
  readonly nowMs: number;
  readonly isSelected: boolean;
  readonly onSelect: (asset: string) => void;
};

export function PriceRowView({ row, nowMs, isSelected, onSelect }: PriceRowProps) {
  const { asset, tick, refused, points, changeHour, changeSince } = row;
  return (
    <tr data-testid={`price-row-${asset}`} className={isSelected ? "is-selected" : undefined}>
      <th scope="row" className="col-asset">
        <button type="button" className="row-button" aria-pressed={isSelected} onClick={() => onSelect(asset)}>
          <span className="asset-symbol">{assetSymbol(asset)}</span>
          <span className="asset-name">{assetName(asset)}</span>
        </button>
      </th>
      <td className="col-line">
        <Sparkline points={points} tone={toneOf(changeSince)} />
      </td>
      {tick === null ? (
        <td className="col-refused" colSpan={5}>
          No price: {refused === null ? "unknown" : assetRefusalWords[refused.reason]}
          {refused === null || refused.sources.length === 0 ? null : (
            <span className="muted"> ({refused.sources.map(describeSource).join(", ")})</span>
          )}
        </td>
      ) : (
        <>
          <td className="col-number number">{formatPrice(tick.priceUsd)}</td>
          <td className="col-number">
            <Change value={changeHour} />
          </td>
          <td className="col-number col-since">
            <Change value={changeSince} />
          </td>
          <td className="col-number col-sources">
            <SourceCount tick={tick} />
          </td>
          <td className={`col-number col-age number ${nowMs > tick.validUntilMs ? "tone-warn" : "muted"}`}>
            {nowMs > tick.validUntilMs ? "expired" : formatAge(nowMs - tick.sampleAtMs)}
          </td>
        </>
      )}
    </tr>
  );
}

/** How many of the sources agree. Which one does not stands beside the chart of the chosen asset. */
function SourceCount({ tick: { sources, quality, dispersion } }: { readonly tick: PriceTick }) {
  const used = sources.filter(({ refused }) => refused === undefined).length;
  const told = sources.map(describeSource).join(", ");
  const title = `quality ${formatShare(quality)}, dispersion ${formatDispersion(dispersion)}: ${told}`;
  return (
    <span className={`number ${used === sources.length ? "muted" : "tone-warn"}`} title={title}>
      {used}/{sources.length}
    </span>
  );
}
