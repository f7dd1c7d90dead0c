import { useEffect, useRef } from "react";
import type { FactorReading } from "../../../../../contracts/factor-reading.ts";
import { ProblemNotice } from "../../../components/notice.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { formatSigned } from "../../../format/format-number.ts";
import { formatAge } from "../../../format/format-time.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { FactorHistory } from "../answers.ts";
import { SignedBar } from "../impact-bars.tsx";
import { readSpan, SpanChoice } from "../line/span-choice.tsx";
import { FactorPast } from "./factor-past.tsx";

type FactorDetailProps = { readonly host: Host; readonly reading: FactorReading; readonly mark: number };

/** What weighs on a factor now, in order; how it went, and which events made the difference. */
export function FactorDetail({ host, reading, mark }: FactorDetailProps) {
  const { factor, evidence } = reading;
  const span = readSpan(host.params.span);
  const path = `/v1/factors/${factor}/history?minutes=${span.hours * 60}`;
  const { data, problem, retry } = useLoaded(host.load, path, FactorHistory, mark);
  const ref = useRef<HTMLDivElement>(null);
  // A link opens it, too, and on a narrow screen that is far below; what is in sight already stays where it is.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const top = ref.current?.getBoundingClientRect().top ?? 0;
      if (top < 0 || top > window.innerHeight) ref.current?.parentElement?.scrollIntoView({ block: "start" });
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div ref={ref} className="world-factor-detail">
      <h3>What weighs on it now</h3>
      {evidence.length === 0 ? (
        <p className="muted">
          No recent event speaks to it, so it stands at zero: that is not a good sign, nor a bad one.
        </p>
      ) : (
        <ol className="world-shares" data-testid="factor-shares">
          {evidence.map(({ eventId, title, eventTimeMs, share }) => (
            <li key={eventId}>
              <span className="number">{formatSigned(share)}</span>
              <SignedBar value={share} />
              <span className="breakable">{title}</span>
              <span className="muted number">{formatAge(host.nowMs - eventTimeMs)}</span>
            </li>
          ))}
        </ol>
      )}
      <header className="world-past-head">
        <h3>How it went</h3>
        <SpanChoice span={span} setParams={host.setParams} />
      </header>
      {data !== null ? (
        <FactorPast factor={factor} points={data.points} span={span} evidence={evidence} />
      ) : problem === null ? (
        <Skeleton rows={3} label="Loading its history" />
      ) : (
        <ProblemNotice problem={problem} emptyTitle="Its history does not answer now" onRetry={retry} />
      )}
    </div>
  );
}
