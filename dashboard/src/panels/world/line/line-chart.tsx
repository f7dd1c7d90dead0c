import { useTimes } from "../../../components/use-times.ts";
import { useWidth } from "../../../components/use-width.ts";
import { type LinePoint, shapeLine } from "./line-shape.ts";

const height = 96;
const left = 46;
const right = 8;

type LineChartProps = {
  readonly points: readonly LinePoint[];
  readonly format: (value: number) => string;
  /** The smallest range that is shown from bottom to top. */
  readonly least: number;
  /** What the line is of. */
  readonly label: string;
  readonly testId: string;
};

/** One number over time, small. Its caption says what a reader who does not see it needs; a table beside it has every value. */
export function LineChart({ points, format, least, label, testId }: LineChartProps) {
  const { formatMoment, formatClock, formatDay, formatZone } = useTimes();
  const { ref, width } = useWidth<HTMLElement>();
  const plotWidth = Math.max(1, width - left - right);
  const shape = shapeLine(points, { width: plotWidth, height }, least);
  const [first, last] = [points[0], points.at(-1)];
  if (shape === null || first === undefined || last === undefined) return null;
  const values = points.map(({ value }) => value);
  const words =
    points.length === 1
      ? `${label}: one reading, ${format(last.value)} at ${formatMoment(last.atMs)} ${formatZone(last.atMs)}.`
      : `${label}: ${format(first.value)} at ${formatMoment(first.atMs)}, ${format(last.value)} at ${formatMoment(last.atMs)} ${formatZone(last.atMs)}; between ${format(Math.min(...values))} and ${format(Math.max(...values))}.`;
  const isLong = shape.toMs - shape.fromMs > 36 * 3_600_000;
  const tell = isLong ? formatDay : formatClock;
  return (
    <figure ref={ref} className="world-line-figure" data-testid={testId}>
      {width === 0 ? null : (
        <svg width={width} height={height + 26} role="img" aria-label={words}>
          <g transform={`translate(${left} 8)`}>
            {shape.ticks.map(({ y, value }) => (
              <g key={value}>
                <line
                  className={value === 0 ? "world-line-zero" : "world-line-grid"}
                  x1={0}
                  x2={plotWidth}
                  y1={y}
                  y2={y}
                />
                <text className="world-line-tick" x={-6} y={y + 4} textAnchor="end">
                  {format(value)}
                </text>
              </g>
            ))}
            <path className="world-line" d={shape.path} />
            {points.length > 48
              ? null
              : shape.dots.map(({ x, y }) => <circle key={x} className="world-line-dot" cx={x} cy={y} r={2} />)}
            {points.length === 1 ? null : (
              <text className="world-line-tick" x={0} y={height + 15}>
                {tell(shape.fromMs)}
              </text>
            )}
            <text className="world-line-tick" x={plotWidth} y={height + 15} textAnchor="end">
              {tell(shape.toMs)} {formatZone(shape.toMs)}
            </text>
          </g>
        </svg>
      )}
      <figcaption className="visually-hidden">{words}</figcaption>
    </figure>
  );
}
