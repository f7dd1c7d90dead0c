import { useMemo } from "react";
import { Change } from "../../components/change.tsx";
import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { Sparkline } from "../../components/sparkline.tsx";
import { formatPrice } from "../../format/format-number.ts";
import { assetSymbol } from "../../format/short-hex.ts";
import type { Host } from "../../host/panel.ts";
import { findMovers, type Mover } from "./movers.ts";

const windows = [
  { label: "1 h", name: "1h", words: "an hour", ms: 3_600_000 },
  { label: "24 h", name: "24h", words: "24 hours", ms: 24 * 3_600_000 },
] as const;
const shown = 5;

type MoversPanelProps = {
  readonly host: Host;
  readonly selected: string;
  readonly onSelect: (asset: string) => void;
};

/** What rose and what fell the most. */
export function MoversPanel({ host, selected, onSelect }: MoversPanelProps) {
  const { prices, history } = host.state;
  const chosen = windows.find(({ name }) => name === host.params.movers) ?? windows[0];
  const snapshot = prices.data;
  const movers = useMemo(
    () => (snapshot === null ? null : findMovers(snapshot, history, chosen.ms, shown)),
    [snapshot, history, chosen],
  );
  return (
    <Panel
      title="Top movers"
      className="panel-movers"
      storedAtMs={host.state.prices.storedAtMs}
      aside={
        <fieldset className="segments">
          <legend className="visually-hidden">Movement over</legend>
          {windows.map((window) => (
            <button
              key={window.name}
              type="button"
              aria-pressed={window === chosen}
              onClick={() => host.setParams({ movers: window === windows[0] ? null : window.name })}
            >
              {window.label}
            </button>
          ))}
        </fieldset>
      }
    >
      {movers === null ? (
        prices.problem === null ? (
          <Skeleton rows={6} label="Loading movers" />
        ) : (
          <ProblemNotice problem={prices.problem} emptyTitle="No price yet" onRetry={host.retry} />
        )
      ) : movers.known === 0 ? (
        <Notice title={`No price of ${chosen.words} ago`}>The history does not reach back that far yet.</Notice>
      ) : movers.up.length + movers.down.length === 0 ? (
        <Notice title="Nothing moved">Every price is where it was {chosen.words} ago.</Notice>
      ) : (
        <div className="movers">
          <MoverList
            title="Fell most"
            movers={movers.down}
            none={`Nothing fell in ${chosen.words}.`}
            {...{ selected, onSelect }}
          />
          <MoverList
            title="Rose most"
            movers={movers.up}
            none={`Nothing rose in ${chosen.words}.`}
            {...{ selected, onSelect }}
          />
        </div>
      )}
    </Panel>
  );
}

type MoverListProps = {
  readonly title: string;
  readonly movers: readonly Mover[];
  readonly none: string;
  readonly selected: string;
  readonly onSelect: (asset: string) => void;
};

function MoverList({ title, movers, none, selected, onSelect }: MoverListProps) {
  return (
    <div>
      <h3 className="movers-title">{title}</h3>
      {movers.length === 0 ? <p className="muted">{none}</p> : null}
      <ul>
        {movers.map(({ asset, priceUsd, change, points }) => (
          <li key={asset}>
            <button
              type="button"
              className="mover"
              data-testid={`mover-${asset}`}
              aria-pressed={asset === selected}
              onClick={() => onSelect(asset)}
            >
              <span className="mover-name">{assetSymbol(asset)}</span>
              <Sparkline points={points} tone={change < 0 ? "down" : "up"} />
              <span className="number mover-price">${formatPrice(priceUsd)}</span>
              <Change value={change} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
