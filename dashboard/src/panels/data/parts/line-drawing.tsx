import { formatPlain } from "../../../format/format-number.ts";
import { numberTicks, timeTicks } from "../result/axis-ticks.ts";
import type { Line } from "../result/chart-lines.ts";
import { axisWords } from "../result/chart-words.ts";
import type { ResultColumn } from "../result/read-result.ts";

type LineDrawingProps = { readonly lines: readonly Line[]; readonly x: ResultColumn; readonly width: number };

const height = 240;
const edge = { top: 10, right: 12, bottom: 24, left: 68 };
const tickWidth = 150;

/** Lines over a time or a number. Lines differ in their dashes as well as in their tone, and are named. */
export function LineDrawing({ lines, x, width }: LineDrawingProps) {
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) return null;
  const [x0, x1] = extent(points.map((point) => point.x));
  const [y0, y1] = extent(points.map((point) => point.y));
  const toX = (value: number) => edge.left + share(value, x0, x1) * (width - edge.left - edge.right);
  const toY = (value: number) => height - edge.bottom - share(value, y0, y1) * (height - edge.top - edge.bottom);
  const ticks = Math.max(2, Math.floor((width - edge.left - edge.right) / tickWidth));
  const xTicks = x.kind === "time" ? timeTicks(x0, x1, ticks) : numberTicks(x0, x1, ticks);
  const labels = axisWords(xTicks, x);
  return (
    <>
      <svg className="data-lines" width={width} height={height} aria-hidden="true">
        {numberTicks(y0, y1, 5).map((tick) => (
          <g key={tick}>
            <line className="data-grid" x1={edge.left} x2={width - edge.right} y1={toY(tick)} y2={toY(tick)} />
            <text x={edge.left - 8} y={toY(tick)} dy="0.32em" textAnchor="end">
              {formatPlain(tick)}
            </text>
          </g>
        ))}
        {xTicks.map((tick, index) => (
          <text key={tick} x={toX(tick)} y={height - 6} textAnchor={anchorAt(toX(tick), width)}>
            {labels[index]}
          </text>
        ))}
        {lines.map(({ name, points: [...own] }, index) =>
          own.length === 1 ? (
            <circle
              key={name}
              className={`data-line-${index}`}
              cx={toX(own[0]?.x ?? 0)}
              cy={toY(own[0]?.y ?? 0)}
              r="3"
            />
          ) : (
            <polyline
              key={name}
              className={`data-line data-line-${index}`}
              points={own.map((point) => `${toX(point.x).toFixed(1)},${toY(point.y).toFixed(1)}`).join(" ")}
            />
          ),
        )}
      </svg>
      {lines.length === 1 ? null : (
        <ul className="data-legend">
          {lines.map(({ name }, index) => (
            <li key={name}>
              <svg width="28" height="8" aria-hidden="true">
                <line className={`data-line data-line-${index}`} x1="0" x2="28" y1="4" y2="4" />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const share = (value: number, from: number, to: number): number => (to > from ? (value - from) / (to - from) : 0.5);

const extent = (values: readonly number[]): readonly [number, number] =>
  values.reduce<readonly [number, number]>(
    ([least, greatest], value) => [Math.min(least, value), Math.max(greatest, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );

/** Labels at the ends stay within the drawing. */
const anchorAt = (place: number, width: number): "start" | "middle" | "end" =>
  place < edge.left + tickWidth / 3 ? "start" : place > width - edge.right - tickWidth / 3 ? "end" : "middle";
