import type { MarketReading } from "../../../../contracts/world.ts";
import { Chip } from "../../components/chip.tsx";
import { useTimes } from "../../components/use-times.ts";
import { formatSigned } from "../../format/format-number.ts";
import { formatAge } from "../../format/format-time.ts";
import { formatVolume } from "../../format/format-volume.ts";
import { formatProbability, sortMarkets } from "./world-words.ts";

/** Prediction markets: what people bet that will happen, and how that moved in a day. */
export function MarketTable({
  markets,
  nowMs,
}: {
  readonly markets: readonly MarketReading[];
  readonly nowMs: number;
}) {
  const { formatDay, formatMoment, formatZone } = useTimes();
  return (
    <table className="world-table" data-testid="markets">
      <caption>
        Prediction markets <span className="muted number">{markets.length}</span>
      </caption>
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
      <tbody>
        {sortMarkets(markets).map(
          ({ id, question, source, probability, shift, volumeUsd, state, endsAtMs, sampleAtMs }) => (
            <tr key={id} data-testid={`market-${id}`}>
              <th scope="row">
                <span className="world-title">{question}</span>
                <span className="world-detail">
                  {state === "closed" ? <Chip tone="quiet">closed</Chip> : null} {source}
                  {volumeUsd === null ? "" : `, ${formatVolume(volumeUsd)} traded`}
                  {endsAtMs === null ? "" : `, ends ${formatDay(endsAtMs)}`}
                </span>
              </th>
              <td className="number world-number">{formatProbability(probability)}</td>
              <td className="number world-number">{shift === null ? "–" : formatSigned(shift)}</td>
              <td
                className="number world-number"
                title={`read of ${formatMoment(sampleAtMs)} ${formatZone(sampleAtMs)}`}
              >
                {formatAge(nowMs - sampleAtMs)}
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}
