import type { FreshnessHistory } from "../../../../../contracts/freshness.ts";
import { useTimes } from "../../../components/use-times.ts";
import { useWidth } from "../../../components/use-width.ts";
import { formatAge } from "../../../format/format-time.ts";
import { lagShape } from "../../../views/freshness/lag-shape.ts";
import { axisAges } from "./axis-ages.ts";

const height = 200;
const left = 52;
const right = 84;

type ChartProps = { readonly history: FreshnessHistory; readonly said: string };

/** How old something had become, over time, with the limits that it is held against. */
export function LagChart({ history, said }: ChartProps) {
  const { formatClock, formatDay, formatZone } = useTimes();
  const { ref, width } = useWidth<HTMLElement>();
  const plotWidth = Math.max(1, width - left - right);
  const fromMs = history.points[0]?.atMs ?? 0;
  const toMs = history.points.at(-1)?.atMs ?? 0;
  const { path, warnY, errorY, topMs } = lagShape(history, plotWidth, height);
  const isLong = toMs - fromMs > 36 * 3_600_000;
  const atWords = (atMs: number): string => (isLong ? formatDay(atMs).replace(/ \d{4}$/, "") : formatClock(atMs));
  const shares = plotWidth < 360 ? [0, 1] : [0, 0.25, 0.5, 0.75, 1];
  return (
    <figure ref={ref} className="pipe-lag">
      {width === 0 ? null : (
        <svg width={width} height={height + 34} role="img" aria-label={`Age of ${history.name}. ${said}`}>
          <g transform={`translate(${left} 8)`}>
            {axisAges(topMs).map((ageMs) => {
              const y = height - (ageMs / topMs) * height;
              return (
                <g key={ageMs}>
                  <line className="pipe-grid" x1={0} x2={plotWidth} y1={y} y2={y} />
                  <text className="pipe-tick" x={-8} y={y + 4} textAnchor="end">
                    {ageMs === 0 ? "0" : formatAge(ageMs)}
                  </text>
                </g>
              );
            })}
            {shares.map((share) => (
              <text
                key={share}
                className="pipe-tick"
                x={share * plotWidth}
                y={height + 20}
                textAnchor={share === 0 ? "start" : share === 1 ? "end" : "middle"}
              >
                {atWords(fromMs + share * (toMs - fromMs))}
              </text>
            ))}
            <text className="pipe-tick" x={plotWidth + 8} y={height + 20}>
              {formatZone(toMs)}
            </text>
            <Limit y={warnY} width={plotWidth} kind="warn" words={`late ${formatAge(history.warnMs ?? 0)}`} />
            <Limit y={errorY} width={plotWidth} kind="bad" words={`stale ${formatAge(history.errorMs ?? 0)}`} />
            <path className="pipe-lag-line" d={path} />
          </g>
        </svg>
      )}
    </figure>
  );
}

type LimitProps = {
  readonly y: number | null;
  readonly width: number;
  readonly kind: "warn" | "bad";
  readonly words: string;
};

function Limit({ y, width, kind, words }: LimitProps) {
  if (y === null) return null;
  return (
    <g className={`pipe-limit pipe-limit-${kind}`}>
      <line x1={0} x2={width} y1={y} y2={y} />
      <text x={width + 8} y={y + 4}>
        {words}
      </text>
    </g>
  );
}
