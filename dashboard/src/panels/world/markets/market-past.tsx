import { ProblemNotice } from "../../../components/notice.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { formatVolume } from "../../../format/format-volume.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { MarketHistory } from "../answers.ts";
import { Past } from "../line/past.tsx";
import { readSpan, SpanChoice } from "../line/span-choice.tsx";
import { formatProbability } from "../world-words.ts";

type MarketPastProps = { readonly host: Host; readonly market: string; readonly mark: number };

/** How likely a market's outcome was held to be, over time. */
export function MarketPast({ host, market, mark }: MarketPastProps) {
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
        <Past
          points={data.points}
          momentOf={({ sampleAtMs }) => sampleAtMs}
          readingOf={({ probability }) => probability}
          format={formatProbability}
          least={0.05}
          label={`Probability over ${span.words}`}
          testId="market-line"
          heads={["Read of", "Likely", "Traded"]}
          otherOf={({ volumeUsd }) => (volumeUsd === null ? "–" : formatVolume(volumeUsd))}
        />
      )}
    </div>
  );
}
