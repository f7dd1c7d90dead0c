import type { ReactNode } from "react";
import type { PriceTick, RefusedAsset } from "../../../../../contracts/price-ticks.ts";
import { Change } from "../../../components/change.tsx";
import { Chip } from "../../../components/chip.tsx";
import { StoredMark } from "../../../components/stored-mark.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { assetName } from "../../../data/asset-name.ts";
import { changeOver, changeSinceFirst } from "../../../data/price-points.ts";
import { formatPrice, formatShare } from "../../../format/format-number.ts";
import { formatAge } from "../../../format/format-time.ts";
import { assetRefusalWords } from "../../../format/reason-words.ts";
import { assetSymbol } from "../../../format/short-hex.ts";
import type { Host } from "../../../host/panel.ts";
import { isWholeDay } from "../list/since.ts";

type AssetHeadProps = {
  readonly host: Host;
  readonly asset: string;
  readonly tick: PriceTick | null;
  readonly refused: RefusedAsset | null;
};

/** Name, price, and how fresh and sure it is. */
export function AssetHead({ host, asset, tick, refused }: AssetHeadProps) {
  const { state, nowMs, params, hrefOf } = host;
  const { formatClock, formatZone } = useTimes();
  const points = state.history.get(asset) ?? [];
  const [first] = points;
  const { sort, q } = params;
  const isStale = tick !== null && nowMs > tick.validUntilMs;
  const sinceLabel =
    first === undefined || isWholeDay(first.atMs, nowMs)
      ? "24 h"
      : `Since ${formatClock(first.atMs)} ${formatZone(first.atMs)}`;
  return (
    <header className="mk-head">
      <a className="mk-back" href={hrefOf("markets", { ...(sort && { sort }), ...(q && { q }) })}>
        ← All assets
      </a>
      <div className="mk-head-row">
        <h2 id="mk-asset-heading">
          {assetSymbol(asset)} <span className="muted">{assetName(asset)}</span>
        </h2>
        <p className="mk-head-price number" data-testid="asset-price">
          {tick === null ? "no price" : `$${formatPrice(tick.priceUsd)}`}
        </p>
        <StoredMark storedAtMs={state.prices.storedAtMs} />
        {isStale ? <Chip tone="warn">expired: not acted on</Chip> : null}
        {refused === null ? null : <Chip tone="warn">No price: {assetRefusalWords[refused.reason]}</Chip>}
        {tick === null && refused === null && state.prices.data !== null ? (
          <Chip tone="warn">not in the newest window</Chip>
        ) : null}
        <dl className="mk-facts">
          <Fact label="1 h">
            <Change value={changeOver(points, 3_600_000, 360_000)} />
          </Fact>
          <Fact label={sinceLabel}>
            <Change value={changeSinceFirst(points)} />
          </Fact>
          <Fact label="This window">
            <span className="number">
              {tick === null ? "–" : `${formatPrice(tick.lowUsd)} – ${formatPrice(tick.highUsd)}`}
            </span>
          </Fact>
          <Fact label="Quality">
            <span className="number">{tick === null ? "–" : formatShare(tick.quality)}</span>
          </Fact>
          <Fact label="Age">
            <span className={`number ${isStale ? "tone-warn" : ""}`}>
              {tick === null ? "–" : formatAge(nowMs - tick.sampleAtMs)}
            </span>
          </Fact>
        </dl>
      </div>
    </header>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
