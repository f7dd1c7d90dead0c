import type { MarketReading } from "../../../../../contracts/world.ts";
import { Chip } from "../../../components/chip.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatSigned } from "../../../format/format-number.ts";
import { formatAge } from "../../../format/format-time.ts";
import { formatVolume } from "../../../format/format-volume.ts";
import type { Host } from "../../../host/panel.ts";
import { formatProbability } from "../world-words.ts";
import { MarketPast } from "./market-past.tsx";

type MarketTableProps = { readonly host: Host; readonly markets: readonly MarketReading[]; readonly mark: number };

/** Prediction markets: what people bet that will happen, and how that moved in a day. One of them opens to its history. */
export function MarketTable({ host, markets, mark }: MarketTableProps) {
  const chosen = host.params.market ?? null;
  return (
    <table className="world-table" data-testid="markets">
      <thead>
        <tr>
          <th scope="col">Question</th>
          <th scope="col" className="world-number">
            Likely
          </th>
          <th scope="col" className="world-number">
            <abbr title="Change of the log odds, ln(p / (1 − p)), over a day">Day, log odds</abbr>
          </th>
          <th scope="col" className="world-number">
            Age
          </th>
        </tr>
      </thead>
      {markets.map((market) => (
        <tbody key={market.id} data-testid={`market-${market.id}`}>
          <MarketRow
            market={market}
            nowMs={host.nowMs}
            isOpen={market.id === chosen}
            onPress={() => host.setParams({ market: market.id === chosen ? null : market.id })}
          />
          {market.id === chosen ? (
            <tr>
              <td colSpan={4}>
                <MarketPast host={host} market={market.id} mark={mark} />
              </td>
            </tr>
          ) : null}
        </tbody>
      ))}
    </table>
  );
}

type MarketRowProps = {
  readonly market: MarketReading;
  readonly nowMs: number;
  readonly isOpen: boolean;
  readonly onPress: () => void;
};

function MarketRow({ market, nowMs, isOpen, onPress }: MarketRowProps) {
  const { formatDay, formatMoment, formatZone } = useTimes();
  const { question, source, probability, shift, volumeUsd, state, endsAtMs, sampleAtMs } = market;
  return (
    <tr className="world-row">
      <th scope="row">
        <button type="button" className="fold-button world-question" aria-expanded={isOpen} onClick={onPress}>
          <span className="fold-mark" aria-hidden="true">
            {isOpen ? "▾" : "▸"}
          </span>
          {question}
        </button>
        <span className="world-detail">
          {state === "closed" ? <Chip tone="quiet">closed</Chip> : null} {source}
          {volumeUsd === null ? "" : `, ${formatVolume(volumeUsd)} traded`}
          {endsAtMs === null ? "" : `, ends ${formatDay(endsAtMs)}`}
        </span>
      </th>
      <td className="number world-number">{formatProbability(probability)}</td>
      <td className="number world-number">{shift === null ? "–" : formatSigned(shift)}</td>
      <td className="number world-number" title={`read of ${formatMoment(sampleAtMs)} ${formatZone(sampleAtMs)}`}>
        {formatAge(nowMs - sampleAtMs)}
      </td>
    </tr>
  );
}
