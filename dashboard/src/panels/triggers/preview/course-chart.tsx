import type { LeafCourse, TriggerPreview } from "../../../../../contracts/trigger-preview.ts";
import { useTimes } from "../../../components/use-times.ts";
import { useWidth } from "../../../components/use-width.ts";
import { drawCourse } from "./chart-layout.ts";
import { sideWords } from "./side-words.ts";

const height = 150;
const top = 20;
const right = 70;
const dayMs = 86_400_000;

type CourseChartProps = { readonly course: LeafCourse; readonly preview: TriggerPreview };

/** One comparison over the history: its value, its threshold, and where the trigger fired. */
export function CourseChart({ course, preview }: CourseChartProps) {
  const { ref, width } = useWidth<HTMLElement>();
  const { formatClock, formatDay } = useTimes();
  const { at, nearest, toMs } = preview;
  const fromMs = course.points[0]?.[0] ?? preview.fromMs;
  const plotWidth = Math.max(1, width - right);
  const drawing = drawCourse(course, { fromMs, toMs }, { width: plotWidth, height });
  const formatTick = (atMs: number): string =>
    toMs - fromMs > dayMs ? formatDay(atMs).replace(/ \d{4}$/, "") : formatClock(atMs);
  return (
    <figure ref={ref} className="tr-chart">
      <figcaption>
        <code>{course.leaf}</code>
      </figcaption>
      {drawing === null ? <p className="muted">Nothing is recorded of it in this time.</p> : null}
      {width === 0 || drawing === null ? null : (
        <svg width={width} height={top + height + 22} role="img" aria-label={describe(course, preview)}>
          <g transform={`translate(0 ${top})`}>
            {drawing.ticksY.map(({ value, y }) => (
              <g key={value}>
                <line className="tr-grid" x1={0} x2={plotWidth} y1={y} y2={y} />
                <text className="tr-tick" x={plotWidth + 6} y={y + 4}>
                  {sideWords(course, value)}
                </text>
              </g>
            ))}
            {drawing.ticksX.map(({ atMs, x }) => (
              <text key={atMs} className="tr-tick" x={x} y={height + 17} textAnchor={anchorOf(x, plotWidth)}>
                {formatTick(atMs)}
              </text>
            ))}
            {at.map((atMs) => (
              <path key={atMs} className="tr-fire" d={fireMark(drawing.xOf(atMs), height)} />
            ))}
            <path className="tr-threshold" d={drawing.rightPath} />
            <path className="tr-line" d={drawing.leftPath} />
            {nearest.map(({ atMs, explain }) => {
              const value = explain.find(({ leaf }) => leaf === course.leaf)?.left ?? null;
              return value === null ? null : (
                <circle key={atMs} className="tr-near" cx={drawing.xOf(atMs)} cy={drawing.yOf(value)} r={4} />
              );
            })}
          </g>
        </svg>
      )}
    </figure>
  );
}

function anchorOf(x: number, width: number): "start" | "middle" | "end" {
  if (x < 20) return "start";
  return x > width - 20 ? "end" : "middle";
}

/** A line with a flag on it. */
const fireMark = (x: number, bottom: number): string => `M${x} ${bottom}V-14h9l-3 4 3 4h-9`;

function describe({ leaf }: LeafCourse, { fires, nearest }: TriggerPreview): string {
  const times = fires === 1 ? "1 fire" : `${fires} fires`;
  return `${leaf} over the time, with its threshold, ${times} and ${nearest.length} near misses; the tables below have the numbers`;
}
