import { useTimes } from "../../components/use-times.ts";
import { useWidth } from "../../components/use-width.ts";
import type { ClusterMoment } from "./cluster-history.ts";
import { drawHistory } from "./history-lines.ts";

const height = 110;
const left = 30;
const labelRoom = 66;

/** Cohesion and stress of a cluster over its runs. */
export function HistoryChart({ history }: { readonly history: readonly ClusterMoment[] }) {
  const { formatMoment, formatZone } = useTimes();
  const { ref, width } = useWidth<HTMLElement>();
  const plotWidth = Math.max(1, width - left - labelRoom);
  const lines = drawHistory(history, plotWidth, height);
  if (lines === null) return null;
  const { fromMs, toMs, ends, dots } = lines;
  const isOne = history.length === 1;
  const newest = history[0];
  const words = isOne
    ? `One run, ${formatMoment(toMs)} ${formatZone(toMs)}.`
    : `${history.length} runs from ${formatMoment(fromMs)} to ${formatMoment(toMs)} ${formatZone(toMs)}.`;
  return (
    <figure ref={ref} className="history-chart">
      {width === 0 ? null : (
        <svg
          width={width}
          height={height + 16}
          role="img"
          aria-label={`Cohesion and stress. ${words} At the end cohesion ${newest?.cohesion.toFixed(2)}, stress ${newest?.stress?.toFixed(2) ?? "not known"}.`}
        >
          <g transform={`translate(${left} 8)`}>
            {[0, 0.5, 1].map((value) => (
              <g key={value}>
                <line className="tree-grid" x1={0} x2={plotWidth} y1={height * (1 - value)} y2={height * (1 - value)} />
                <text className="tree-tick" x={-6} y={height * (1 - value) + 4} textAnchor="end">
                  {value.toFixed(1)}
                </text>
              </g>
            ))}
            <path className="history-line history-cohesion" d={lines.cohesion} />
            <path className="history-line history-stress" d={lines.stress} />
            {dots.length > 60
              ? null
              : dots.map(({ x, cohesion, stress }) => (
                  <g key={x}>
                    <circle className="history-dot history-cohesion" cx={x} cy={cohesion} r={2.5} />
                    {stress === null ? null : (
                      <circle className="history-dot history-stress" cx={x} cy={stress} r={2.5} />
                    )}
                  </g>
                ))}
            <text className="history-label history-cohesion" x={plotWidth + 8} y={ends.cohesion + 4}>
              cohesion
            </text>
            {ends.stress === null ? null : (
              <text
                className="history-label history-stress"
                x={plotWidth + 8}
                y={spread(ends.stress, ends.cohesion) + 4}
              >
                stress
              </text>
            )}
          </g>
        </svg>
      )}
      <figcaption className="muted">{words}</figcaption>
    </figure>
  );
}

/** Two labels do not stand on each other. */
const spread = (y: number, other: number): number =>
  Math.abs(y - other) >= 14 ? y : y >= other && other + 14 <= height ? other + 14 : other - 14;
