import { useChangeWords } from "../../components/use-change-words.ts";
import { useWidth } from "../../components/use-width.ts";
import { formatSpan } from "../../format/format-time.ts";
import { seriesName } from "../../format/series-words.ts";
import type { Scenario } from "./answers.ts";
import { drawArrivals, spreadLabels } from "./arrival-lines.ts";

const height = 180;
const left = 58;
const labelRoom = 64;

type ArrivalChartProps = { readonly scenario: Scenario; readonly drawn: readonly string[] };

/** Impacts over time: upright where each arrives, then fading. */
export function ArrivalChart({ scenario, drawn }: ArrivalChartProps) {
  const formatChange = useChangeWords();
  const { ref, width } = useWidth<HTMLElement>();
  const plotWidth = Math.max(1, width - left - labelRoom);
  const chart = drawArrivals(scenario, drawn, plotWidth, height);
  if (chart === null) return null;
  const { lines, ticksY, zeroY } = chart;
  const spanMs = (scenario.over.at(-1)?.atMs ?? scenario.asOfMs) - scenario.asOfMs;
  const labelYs = spreadLabels(
    lines.map(({ endY }) => endY),
    13,
    height,
  );
  return (
    <figure ref={ref} className="arrival-chart">
      {width === 0 ? null : (
        <svg
          width={width}
          height={height + 30}
          role="img"
          aria-label={`Impact on ${drawn.map(seriesName).join(", ")} over ${formatSpan(spanMs)}; the tables below have the numbers`}
        >
          <g transform={`translate(${left} 8)`}>
            {ticksY.map(({ y, size }) => (
              <g key={size}>
                <line className="arrival-grid" x1={0} x2={plotWidth} y1={y} y2={y} />
                <text className="arrival-tick" x={-6} y={y + 4} textAnchor="end">
                  {formatChange(size)}
                </text>
              </g>
            ))}
            {(plotWidth < 360 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map((share) => (
              <text
                key={share}
                className="arrival-tick"
                x={share * plotWidth}
                y={height + 18}
                textAnchor={share === 0 ? "start" : share === 1 ? "end" : "middle"}
              >
                {share === 0 ? "shock" : `+${formatSpan(share * spanMs)}`}
              </text>
            ))}
            <line className="arrival-zero" x1={0} x2={plotWidth} y1={zeroY} y2={zeroY} />
            {lines.map(({ asset, path }, number) => (
              <g key={asset} className={`arrival-${number}`}>
                <path className="arrival-line" d={path} />
                <text className="arrival-label" x={plotWidth + 8} y={(labelYs[number] ?? 0) + 4}>
                  {seriesName(asset)}
                </text>
              </g>
            ))}
          </g>
        </svg>
      )}
    </figure>
  );
}
