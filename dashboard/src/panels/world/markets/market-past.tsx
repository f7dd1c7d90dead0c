import { ProblemNotice } from "../../../components/notice.tsx";
import { ShownPart } from "../../../components/shown-part.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { TableTwin } from "../../../components/table-twin.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatVolume } from "../../../format/format-volume.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { MarketHistory } from "../answers.ts";
import { LineChart } from "../line/line-chart.tsx";
import { readSpan, SpanChoice } from "../line/span-choice.tsx";
import { formatProbability } from "../world-words.ts";

type MarketPastProps = { readonly host: Host; readonly market: string; readonly mark: number };

/** How likely a market's outcome was held to be, over time. */
export function MarketPast({ host, market, mark }: MarketPastProps) {
  const { formatMoment, formatZone } = useTimes();
  const span = readSpan(host.params.span);
  const path = `/v1/markets/${encodeURIComponent(market)}/history?minutes=${span.hours * 60}`;
  const { data, problem, retry } = useLoaded(host.load, path, MarketHistory, mark);
  return (
    <div className="world-past" data-testid="market-past">
      <SpanChoice span={span} setParams={host.setParams} />
      {data === null ? (
        problem === null ? (
          <Skeleton rows={3} label="Loading its history" />
        ) : (
          <ProblemNotice problem={problem} emptyTitle="Its history does not answer now" onRetry={retry} />
        )
      ) : data.points.length === 0 ? (
        <p className="muted">No reading of {span.words} is stored.</p>
      ) : (
        <>
          <LineChart
            points={data.points.map(({ sampleAtMs, probability }) => ({ atMs: sampleAtMs, value: probability }))}
            format={formatProbability}
            least={0.05}
            label={`Probability over ${span.words}`}
            testId="market-line"
          />
          <TableTwin
            summary={
              data.points.length === 1 ? "Its one reading as a table" : `Its ${data.points.length} readings as a table`
            }
          >
            {() => (
              <ShownPart rows={data.points.toReversed()} step={40} noun="readings">
                {(part) => (
                  <table className="number-table" data-testid="market-readings">
                    <thead>
                      <tr>
                        <th scope="col">Read of</th>
                        <th scope="col" className="figure">
                          Likely
                        </th>
                        <th scope="col" className="figure">
                          Traded
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      {part.map(({ sampleAtMs, probability, volumeUsd }) => (
                        <tr key={sampleAtMs}>
                          <th scope="row" className="number">
                            {formatMoment(sampleAtMs)} {formatZone(sampleAtMs)}
                          </th>
                          <td className="figure number">{formatProbability(probability)}</td>
                          <td className="figure number">{volumeUsd === null ? "–" : formatVolume(volumeUsd)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </ShownPart>
            )}
          </TableTwin>
        </>
      )}
    </div>
  );
}
