import { memo, useMemo } from "react";
import { Change } from "../../components/change.tsx";
import { ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { ShownPart } from "../../components/shown-part.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { assetName } from "../../data/asset-name.ts";
import { changeOver } from "../../data/price-points.ts";
import { formatPrice } from "../../format/format-number.ts";
import { assetRefusalWords } from "../../format/reason-words.ts";
import { assetSymbol } from "../../format/short-hex.ts";
import type { Host } from "../../host/panel.ts";

const hourMs = 3_600_000;
const toleranceMs = 6 * 60_000;
const step = 64;

type PriceBoardProps = {
  readonly host: Host;
  readonly selected: string;
  readonly onSelect: (asset: string) => void;
};

type Tile = {
  readonly asset: string;
  readonly price: string | null;
  /** Why there is none. */
  readonly refused: string | null;
  readonly change: number | null;
};

/** Every asset in short: its price and the last hour. One of them is chosen for the chart. */
export function PriceBoard({ host, selected, onSelect }: PriceBoardProps) {
  const { prices, history } = host.state;
  const snapshot = prices.data;
  const tiles = useMemo((): readonly Tile[] => {
    const priced = (snapshot?.ticks ?? []).map(({ asset, priceUsd }) => ({
      ...{ asset, price: formatPrice(priceUsd), refused: null },
      change: changeOver(history.get(asset) ?? [], hourMs, toleranceMs),
    }));
    const refused = (snapshot?.refused ?? []).map(({ asset, reason }) => ({
      ...{ asset, price: null, refused: assetRefusalWords[reason], change: null },
    }));
    return [...priced, ...refused];
  }, [snapshot, history]);
  return (
    <Panel
      title="All prices"
      className="panel-board"
      storedAtMs={host.state.prices.storedAtMs}
      aside={
        <a className="panel-more" href={host.hrefOf("markets")}>
          Markets
        </a>
      }
    >
      {snapshot === null ? (
        prices.problem === null ? (
          <Skeleton rows={6} label="Loading prices" />
        ) : (
          <ProblemNotice problem={prices.problem} emptyTitle="No price yet" onRetry={host.retry} />
        )
      ) : (
        <ShownPart rows={tiles} step={step} noun="assets">
          {(part) => (
            <ul className="board" aria-label="Price in dollars, and change in an hour">
              {part.map((tile) => (
                <BoardTile key={tile.asset} {...tile} isSelected={tile.asset === selected} onSelect={onSelect} />
              ))}
            </ul>
          )}
        </ShownPart>
      )}
    </Panel>
  );
}

type BoardTileProps = Tile & { readonly isSelected: boolean; readonly onSelect: (asset: string) => void };

/** Drawn again when its own numbers change alone. */
const BoardTile = memo(function BoardTile({ asset, price, refused, change, isSelected, onSelect }: BoardTileProps) {
  return (
    <li data-testid={`price-row-${asset}`}>
      <button
        type="button"
        className="board-tile"
        aria-pressed={isSelected}
        title={assetName(asset)}
        onClick={() => onSelect(asset)}
      >
        <span className="mover-name">{assetSymbol(asset)}</span>
        {price === null ? (
          <span className="tone-warn board-refused">{refused}</span>
        ) : (
          <span className="number">{price}</span>
        )}
        {price === null ? null : <Change value={change} />}
      </button>
    </li>
  );
});
