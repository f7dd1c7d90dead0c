import type { Freshness } from "../../../../contracts/freshness.ts";
import { Skeleton } from "../../components/skeleton.tsx";
import { useTimes } from "../../components/use-times.ts";
import { formatAge } from "../../format/format-time.ts";
import { describeLimits } from "./freshness-words.ts";
import { lagShape, oldestLag } from "./lag-shape.ts";
import { useLagHistory } from "./use-lag-history.ts";

const width = 280;
const height = 40;

/** How old one thing had become over the last day: a line with its limits, and the worst moment in words. */
export function LagHistory({ reading, marker }: { readonly reading: Freshness; readonly marker: number }) {
  const { formatClock, formatMoment, formatZone } = useTimes();
  const { kind, name } = reading;
  const { history, problem } = useLagHistory(kind, name, marker);
  if (history === null)
    return problem === null ? (
      <Skeleton rows={1} label={`Loading how late ${name} was`} />
    ) : (
      <p className="inline-problem" role="status">
        {problem.detail}
      </p>
    );
  const oldest = oldestLag(history.points);
  const fromMs = history.points[0]?.atMs;
  const toMs = history.points.at(-1)?.atMs;
  if (oldest === null || fromMs === undefined || toMs === undefined)
    return <p className="muted">Nothing of it was recorded in the last 24 h.</p>;
  const { path, warnY, errorY } = lagShape(history, width, height);
  const words = `At most ${formatAge(oldest.ageMs)} old, at ${formatClock(oldest.atMs)} ${formatZone(oldest.atMs)}.`;
  return (
    <figure className="lag">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Age of ${name} from ${formatMoment(fromMs)} to ${formatMoment(toMs)} ${formatZone(toMs)}. ${words} Limits: ${describeLimits(history)}.`}
      >
        {warnY === null ? null : <path className="lag-limit tone-warn" d={`M0 ${warnY}H${width}`} />}
        {errorY === null ? null : <path className="lag-limit tone-down" d={`M0 ${errorY}H${width}`} />}
        <path className="lag-line" d={path} />
      </svg>
      <div className="lag-axis muted number" aria-hidden="true">
        <span>{formatClock(fromMs)}</span>
        <span>
          {formatClock(toMs)} {formatZone(toMs)}
        </span>
      </div>
      <figcaption>
        {words}
        {problem === null ? null : <span className="tone-warn"> Not renewed: {problem.detail}</span>}
      </figcaption>
    </figure>
  );
}
